# Asks for an administrator once and has one of the scripts that need one do all of its work. Declined, it is an error.
param(
    [Parameter(Mandatory = $true)][string] $Program,
    [Parameter(Mandatory = $true)][string[]] $Arguments
)
$process = Microsoft.PowerShell.Management\Start-Process -FilePath $Program -ArgumentList $Arguments -Verb RunAs -WindowStyle Hidden -Wait -PassThru
[ordered]@{ code = [int] $process.ExitCode }
