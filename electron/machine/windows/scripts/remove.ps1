# Takes the machine out of Hyper-V, running or not. Its disks stay.
param([Parameter(Mandatory = $true)][string] $Name)
$machine = Find-Machine -Name $Name
if ($machine -and [int] $machine.State -ne 3) { Hyper-V\Stop-VM -VM $machine -TurnOff -Force }
if ($machine) { Hyper-V\Remove-VM -VM $machine -Force }
[ordered]@{ found = [bool] $machine }
