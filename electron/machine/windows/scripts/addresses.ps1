# The guest's addresses: what its own service tells, then what this computer's neighbour table has for its card.
param([Parameter(Mandatory = $true)][string] $Name)
$adapters = @(Hyper-V\Get-VMNetworkAdapter -VMName $Name)
$told = @($adapters | Microsoft.PowerShell.Core\ForEach-Object { $_.IPAddresses })
$cards = @($adapters | Microsoft.PowerShell.Core\ForEach-Object { $_.MacAddress -replace '(..)(?!$)', '$1-' })
$near = @(NetTCPIP\Get-NetNeighbor -AddressFamily IPv4 -ErrorAction SilentlyContinue |
        Microsoft.PowerShell.Core\Where-Object { $cards -contains $_.LinkLayerAddress } |
        Microsoft.PowerShell.Core\ForEach-Object { $_.IPAddress })
[ordered]@{ told = $told; near = $near }
