# Answers one request a line until its input ends: {"id", "script", "data"} in, {"berth", "error", "value"} out. A script
# is the text of one of the files beside this one, and data are its parameters; nothing is ever put together of both.
# Lines without "berth" are Windows' own words and mean nothing.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
$ConfirmPreference = 'None'

# The machine of this name, or nothing; any other trouble is an error.
function Find-Machine {
    param([Parameter(Mandatory = $true)][string] $Name)
    try {
        Hyper-V\Get-VM -Name $Name
    } catch {
        if ($_.FullyQualifiedErrorId -notlike 'InvalidParameter,*') { throw }
    }
}

# What a look gives, or null: what cannot be seen is not known.
function Get-Fact {
    param([Parameter(Mandatory = $true)][scriptblock] $Look)
    try { & $Look } catch { $null }
}

# Streams of bytes, since a console that is hidden has an encoding of its own.
$utf8 = Microsoft.PowerShell.Utility\New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false
$questions = Microsoft.PowerShell.Utility\New-Object -TypeName System.IO.StreamReader -ArgumentList @([Console]::OpenStandardInput(), $utf8)
$answers = Microsoft.PowerShell.Utility\New-Object -TypeName System.IO.StreamWriter -ArgumentList @([Console]::OpenStandardOutput(), $utf8)
$answers.AutoFlush = $true
while ($null -ne ($line = $questions.ReadLine())) {
    $request = Microsoft.PowerShell.Utility\ConvertFrom-Json -InputObject $line
    $answer = [ordered]@{ berth = $request.id; error = $null; value = $null }
    try {
        $data = @{}
        foreach ($property in $request.data.PSObject.Properties) { $data[$property.Name] = $property.Value }
        $answer.value = & ([scriptblock]::Create($request.script)) @data
    } catch {
        $answer.error = [ordered]@{
            id      = [string] $_.FullyQualifiedErrorId
            message = [string] $_.Exception.Message
        }
    }
    $answers.WriteLine((Microsoft.PowerShell.Utility\ConvertTo-Json -InputObject $answer -Compress -Depth 5))
}
