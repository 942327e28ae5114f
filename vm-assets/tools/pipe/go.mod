module berth.app/pipe

go 1.26.0

require (
	github.com/Microsoft/go-winio v0.6.4
	golang.org/x/crypto v0.59.0
	golang.org/x/sys v0.50.0
)
