module berth.app/vsock

go 1.26
