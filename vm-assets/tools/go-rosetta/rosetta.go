// Package rosetta stands in for github.com/tonistiigi/go-rosetta, which is not to be had from the module proxy.
// The original tells a program on a Mac whether it runs translated by Rosetta; the tools that Berth builds are never
// built for another architecture than the one that they run on, so the answer is always no.
package rosetta

import "runtime"

// Available says whether Rosetta translates programs on this computer.
func Available() bool { return false }

// Enabled says whether this program runs translated by Rosetta.
func Enabled() bool { return false }

// NativeArch is the architecture of the computer's processor.
func NativeArch() string { return runtime.GOARCH }
