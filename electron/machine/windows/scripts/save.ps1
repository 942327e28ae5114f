# Writes the machine's memory to its state file; it is off, and Saved, when this answers.
param([Parameter(Mandatory = $true)][string] $Name)
Hyper-V\Save-VM -Name $Name
[ordered]@{ saved = $true }
