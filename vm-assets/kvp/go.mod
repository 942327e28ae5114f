module berth.app/kvp

go 1.26
