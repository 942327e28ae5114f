# Run by an administrator: switches Windows' containers on and has dockerd.exe run as a service that one user may reach. It
# writes nothing and nobody reads its output; its exit code says how it went: 0 done, 3010 done but for a restart (as installers
# say it), 2 no feature, 3 no place for its files, 4 no service, 5 a service that does not start, 6 a folder of somebody else's.
param(
    [Parameter(Mandatory = $true)][string] $Engine,
    [Parameter(Mandatory = $true)][System.Security.Principal.SecurityIdentifier] $Member
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$code = 0
$folder = [System.IO.Path]::Combine([Environment]::GetFolderPath('ProgramFiles'), 'Berth Engine')
$program = [System.IO.Path]::Combine($folder, 'dockerd.exe')
$settings = [System.IO.Path]::Combine($folder, 'daemon.json')
$data = [System.IO.Path]::Combine([Environment]::GetFolderPath('CommonApplicationData'), 'Berth Engine')
try {
    $feature = Dism\Enable-WindowsOptionalFeature -Online -FeatureName Containers -All -NoRestart
    if ($feature.RestartNeeded) { $code = 3010 }
} catch {
    exit 2
}
$known = $null
try { $known = Microsoft.PowerShell.Management\Get-Service -Name 'berth-engine' } catch { $known = $null }
try {
    if ($known) { Microsoft.PowerShell.Management\Stop-Service -Name 'berth-engine' -Force }
    # Everybody may make folders there: what is in one that somebody else made is not to be trusted.
    if (Microsoft.PowerShell.Management\Test-Path -LiteralPath $data) {
        $owner = (Microsoft.PowerShell.Security\Get-Acl -LiteralPath $data).GetOwner([System.Security.Principal.SecurityIdentifier]).Value
        if ('S-1-5-32-544', 'S-1-5-18' -notcontains $owner) { exit 6 }
    }
    $access = Microsoft.PowerShell.Utility\New-Object -TypeName System.Security.AccessControl.DirectorySecurity
    $access.SetSecurityDescriptorSddlForm('O:BAG:BAD:P(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)')
    $null = Microsoft.PowerShell.Management\New-Item -ItemType Directory -Path $data -Force
    Microsoft.PowerShell.Security\Set-Acl -LiteralPath $data -AclObject $access
    # Below Program Files only administrators write: a service must run nothing that a user can change.
    $null = Microsoft.PowerShell.Management\New-Item -ItemType Directory -Path $folder -Force
    Microsoft.PowerShell.Management\Copy-Item -LiteralPath $Engine -Destination $program -Force
    $wanted = [ordered]@{
        'hosts'     = @('npipe:////./pipe/berth_windows_engine')
        'data-root' = $data
        # Else it is where another Docker has its own, whatever the root is.
        'pidfile'   = [System.IO.Path]::Combine($data, 'docker.pid')
        'group'     = $Member.Translate([System.Security.Principal.NTAccount]).Value
    }
    # Without the mark that Set-Content puts before UTF-8.
    [System.IO.File]::WriteAllText($settings, (Microsoft.PowerShell.Utility\ConvertTo-Json -InputObject $wanted))
} catch {
    exit 3
}
try {
    if (-not $known) {
        # Start-Process joins its arguments by spaces as they are.
        $given = '--register-service', '--service-name', 'berth-engine', '--config-file', [string]::Concat('"', $settings, '"')
        $process = Microsoft.PowerShell.Management\Start-Process -FilePath $program -ArgumentList $given -WindowStyle Hidden -Wait -PassThru
        if ($process.ExitCode -ne 0) { exit 4 }
    }
} catch {
    exit 4
}
# Before the restart it would not find what it needs; it starts with Windows.
if ($code -eq 3010) { exit $code }
try {
    Microsoft.PowerShell.Management\Start-Service -Name 'berth-engine'
} catch {
    exit 5
}
exit $code
