# What this Windows has of an engine for Windows containers, as Berth sets one up. Changes nothing, and asks for no rights:
# what cannot be seen is null.
param()
$windows = Get-Fact -Look { Microsoft.PowerShell.Management\Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' }
$data = [System.IO.Path]::Combine([Environment]::GetFolderPath('CommonApplicationData'), 'Berth Engine')
[ordered]@{
    build   = [string] $windows.CurrentBuildNumber
    # 1 enabled, 2 disabled, 3 absent (Win32_OptionalFeature)
    feature = Get-Fact -Look { [int] (CimCmdlets\Get-CimInstance -ClassName Win32_OptionalFeature -Filter "Name='Containers'").InstallState }
    restart = Get-Fact -Look { Microsoft.PowerShell.Management\Test-Path -Path 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending' }
    # ServiceControllerStatus: 1 stopped, 2 starting, 3 stopping, 4 running; null where there is no such service
    service = Get-Fact -Look { [int] (Microsoft.PowerShell.Management\Get-Service -Name 'berth-engine').Status }
    user    = [System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value
    data    = $data
    kept    = Get-Fact -Look { Microsoft.PowerShell.Management\Test-Path -LiteralPath $data }
}
