# Deletes a saved state, so that the machine starts from power-off.
param([Parameter(Mandatory = $true)][string] $Name)
$machine = Find-Machine -Name $Name
$saved = $machine -and [int] $machine.State -eq 6
if ($saved) { Hyper-V\Remove-VMSavedState -VM $machine }
[ordered]@{ dropped = [bool] $saved }
