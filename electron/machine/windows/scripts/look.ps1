# What this computer has of all that Hyper-V needs. Changes nothing, and asks for no rights: what only an administrator
# may see is null.
param(
    [Parameter(Mandatory = $true)][string] $Folder,
    [Parameter(Mandatory = $true)][guid] $SwitchId
)
$user = [System.Security.Principal.WindowsIdentity]::GetCurrent()
$windows = Get-Fact -Look { Microsoft.PowerShell.Management\Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' }
$drive = Get-Fact -Look { Microsoft.PowerShell.Utility\New-Object -TypeName System.IO.DriveInfo -ArgumentList $Folder }
$attributes = Get-Fact -Look { [int] (Microsoft.PowerShell.Management\Get-Item -LiteralPath $Folder -Force).Attributes }
$switch = Get-Fact -Look { Hyper-V\Get-VMSwitch -Id $SwitchId }

# The switch's own card on this computer, and the card by which another address of its network would be reached.
$card = Get-Fact -Look {
    $nic = Hyper-V\Get-VMNetworkAdapter -ManagementOS -SwitchName $switch.Name
    NetAdapter\Get-NetAdapter -IncludeHidden | Microsoft.PowerShell.Core\Where-Object { $_.InterfaceGuid -eq $nic.DeviceId }
}
$route = Get-Fact -Look {
    $bytes = ([ipaddress] (NetTCPIP\Get-NetIPAddress -InterfaceIndex $card.ifIndex -AddressFamily IPv4).IPAddress).GetAddressBytes()
    $bytes[3] = $bytes[3] -bxor 2
    NetTCPIP\Find-NetRoute -RemoteIPAddress ([string] [ipaddress] $bytes) | Microsoft.PowerShell.Utility\Select-Object -First 1
}
[ordered]@{
    edition    = [string] $windows.EditionID
    build      = [string] $windows.CurrentBuildNumber
    # 1 enabled, 2 disabled, 3 absent (Win32_OptionalFeature)
    feature    = Get-Fact -Look { [int] (CimCmdlets\Get-CimInstance -ClassName Win32_OptionalFeature -Filter "Name='Microsoft-Hyper-V'").InstallState }
    restart    = Get-Fact -Look { Microsoft.PowerShell.Management\Test-Path -Path 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending' }
    hypervisor = Get-Fact -Look { (CimCmdlets\Get-CimInstance -ClassName Win32_ComputerSystem).HypervisorPresent }
    service    = Get-Fact -Look { [int] (Microsoft.PowerShell.Management\Get-Service -Name vmms).Status -eq 4 }
    user       = $user.User.Value
    # of the rights that this session has; an administrator's count only in a session that was raised
    allowed    = @($user.Groups | Microsoft.PowerShell.Core\Where-Object { 'S-1-5-32-578', 'S-1-5-32-544' -contains $_.Value }).Count -gt 0
    # of the group as it is written down
    member     = Get-Fact -Look { @(Microsoft.PowerShell.LocalAccounts\Get-LocalGroupMember -SID S-1-5-32-578 | Microsoft.PowerShell.Core\ForEach-Object { $_.SID.Value }) -contains $user.User.Value }
    switch     = [bool] $switch
    # null where one of the two is not known
    route      = Get-Fact -Look { if ($card -and $route) { $route.InterfaceIndex -eq $card.ifIndex } }
    format     = [string] $drive.DriveFormat
    # FILE_ATTRIBUTE_COMPRESSED, FILE_ATTRIBUTE_ENCRYPTED
    compressed = ($attributes -band 0x800) -ne 0
    encrypted  = ($attributes -band 0x4000) -ne 0
}
