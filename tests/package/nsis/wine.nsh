# The installer as it is, but for the question whether Berth runs: Wine's PowerShell says yes to everything, and its cmd loses
# the exit code of a pipeline.
!macro customCheckAppRunning
!macroend
!include "@INSTALLER@"
