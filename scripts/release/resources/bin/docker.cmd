@echo off
"%~dp0berth.cmd" docker %*
