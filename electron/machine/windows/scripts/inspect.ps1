# What there is of the machine. States are numbers: their names are for reading, and Status is in Windows' language.
param([Parameter(Mandatory = $true)][string] $Name)
$machine = Find-Machine -Name $Name
if (-not $machine) { return [ordered]@{ found = $false } }
[ordered]@{
    found     = $true
    id        = [string] $machine.Id
    state     = [int] $machine.State
    stateName = [string] $machine.State
}
