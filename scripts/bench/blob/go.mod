module berth/bench/blob

go 1.26
