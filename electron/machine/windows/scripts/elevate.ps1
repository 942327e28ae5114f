# Asks for an administrator once and has set-up.ps1 do all that is missing. Declined, it is an error.
param(
    [Parameter(Mandatory = $true)][string] $Program,
    [Parameter(Mandatory = $true)][string[]] $Arguments
)
$process = Microsoft.PowerShell.Management\Start-Process -FilePath $Program -ArgumentList $Arguments -Verb RunAs -WindowStyle Hidden -Wait -PassThru
[ordered]@{ code = [int] $process.ExitCode }
