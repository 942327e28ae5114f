# Makes the machine, or brings the one that is off to what is wanted: asked for twice, it changes nothing the second time.
param(
    [Parameter(Mandatory = $true)][string] $Name,
    [Parameter(Mandatory = $true)][string] $Folder,
    [Parameter(Mandatory = $true)][guid] $SwitchId,
    [Parameter(Mandatory = $true)][int] $Cpus,
    [Parameter(Mandatory = $true)][long] $MemoryBytes,
    [Parameter(Mandatory = $true)][string] $ConsolePipe,
    [Parameter(Mandatory = $true)][string[]] $Disks
)
$machine = Find-Machine -Name $Name
$made = -not $machine
$switch = Hyper-V\Get-VMSwitch -Id $SwitchId
if ($made) {
    $machine = Hyper-V\New-VM -Name $Name -Generation 2 -NoVHD -MemoryStartupBytes $MemoryBytes -Path $Folder
}
$settings = @{
    ProcessorCount              = $Cpus
    StaticMemory                = $true
    MemoryStartupBytes          = $MemoryBytes
    CheckpointType              = 'Disabled'
    AutomaticCheckpointsEnabled = $false
    AutomaticStartAction        = 'Nothing'
    AutomaticStopAction         = 'ShutDown'
}
Hyper-V\Set-VM -VM $machine @settings
Hyper-V\Set-VMComPort -VM $machine -Number 1 -Path $ConsolePipe
Hyper-V\Get-VMNetworkAdapter -VM $machine | Hyper-V\Connect-VMNetworkAdapter -VMSwitch $switch
foreach ($drive in @(Hyper-V\Get-VMHardDiskDrive -VM $machine)) {
    $place = $drive.ControllerLocation
    if ($place -ge $Disks.Count -or $drive.Path -ne $Disks[$place]) { Hyper-V\Remove-VMHardDiskDrive -VMHardDiskDrive $drive }
}
$taken = @(Hyper-V\Get-VMHardDiskDrive -VM $machine | Microsoft.PowerShell.Core\ForEach-Object { $_.ControllerLocation })
for ($place = 0; $place -lt $Disks.Count; $place++) {
    if ($taken -notcontains $place) {
        Hyper-V\Add-VMHardDiskDrive -VM $machine -ControllerType SCSI -ControllerNumber 0 -ControllerLocation $place -Path $Disks[$place]
    }
}
$boot = Hyper-V\Get-VMHardDiskDrive -VM $machine -ControllerType SCSI -ControllerNumber 0 -ControllerLocation 0
Hyper-V\Set-VMFirmware -VM $machine -EnableSecureBoot Off -FirstBootDevice $boot
[ordered]@{ made = $made }
