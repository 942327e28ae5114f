# Turns the machine off, or presses its power button: the guest then takes its time, which nobody here waits for.
param(
    [Parameter(Mandatory = $true)][string] $Name,
    [Parameter(Mandatory = $true)][bool] $TurnOff
)
$machine = Find-Machine -Name $Name
if ($machine -and $TurnOff) { Hyper-V\Stop-VM -VM $machine -TurnOff -Force }
if ($machine -and -not $TurnOff) { $null = Hyper-V\Stop-VM -VM $machine -Force -AsJob }
[ordered]@{ found = [bool] $machine }
