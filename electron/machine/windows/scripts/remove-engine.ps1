# Run by an administrator: takes the service that add-engine.ps1 made away, with its program, and with its data if that is
# wanted. Its exit code says how it went: 0 done, 4 the service stays, 7 some of its files stay.
param([switch] $DeleteData)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$folder = [System.IO.Path]::Combine([Environment]::GetFolderPath('ProgramFiles'), 'Berth Engine')
$program = [System.IO.Path]::Combine($folder, 'dockerd.exe')
$data = [System.IO.Path]::Combine([Environment]::GetFolderPath('CommonApplicationData'), 'Berth Engine')
$known = $null
try { $known = Microsoft.PowerShell.Management\Get-Service -Name 'berth-engine' } catch { $known = $null }
try {
    if ($known) {
        Microsoft.PowerShell.Management\Stop-Service -Name 'berth-engine' -Force
        $given = '--unregister-service', '--service-name', 'berth-engine'
        $process = Microsoft.PowerShell.Management\Start-Process -FilePath $program -ArgumentList $given -WindowStyle Hidden -Wait -PassThru
        if ($process.ExitCode -ne 0) { exit 4 }
    }
} catch {
    exit 4
}
try {
    if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $folder) { Microsoft.PowerShell.Management\Remove-Item -LiteralPath $folder -Recurse -Force }
    if ($DeleteData -and (Microsoft.PowerShell.Management\Test-Path -LiteralPath $data)) { Microsoft.PowerShell.Management\Remove-Item -LiteralPath $data -Recurse -Force }
} catch {
    exit 7
}
exit 0
