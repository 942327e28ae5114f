# Starts the machine, or lets one go on that is saved or paused.
param([Parameter(Mandatory = $true)][string] $Name)
$machine = Hyper-V\Get-VM -Name $Name
if ([int] $machine.State -eq 9) { Hyper-V\Resume-VM -VM $machine } else { Hyper-V\Start-VM -VM $machine }
[ordered]@{ started = $true }
