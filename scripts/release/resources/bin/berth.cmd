@echo off
rem The berth command of an installed Berth: the Node that came with it, on the command that came with it.
setlocal
set NODE_OPTIONS=
set NODE_PATH=
"%~dp0..\runtime\node.exe" --disable-warning=ExperimentalWarning "%~dp0..\command\cli.js" %*
