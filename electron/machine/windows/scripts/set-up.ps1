# Run by an administrator: switches Hyper-V on and lets one user use it. It writes nothing and nobody reads its output; its
# exit code says how it went: 0 done, 3010 done but for a restart (as installers say it), 2 no feature, 3 no membership.
param([Parameter(Mandatory = $true)][System.Security.Principal.SecurityIdentifier] $Member)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$code = 0
try {
    $feature = Dism\Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All -NoRestart
    if ($feature.RestartNeeded) { $code = 3010 }
} catch {
    exit 2
}
try {
    Microsoft.PowerShell.LocalAccounts\Add-LocalGroupMember -SID S-1-5-32-578 -Member $Member
} catch {
    if ($_.FullyQualifiedErrorId -notlike 'MemberExists,*') { exit 3 }
}
exit $code
