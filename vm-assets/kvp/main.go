// kvp answers what a Hyper-V host asks of its guest: the addresses that Get-VMNetworkAdapter shows, and names. It is the
// guest's half of the key-value exchange whose other half is the kernel module hv_utils.
package main

import (
	"fmt"
	"io"
	"os"
)

const device = "/dev/vmbus/hv_kvp"

func main() {
	file, err := os.OpenFile(device, os.O_RDWR, 0)
	if err == nil {
		err = serve(file, machine{})
	}
	fmt.Fprintln(os.Stderr, "kvp:", err)
	os.Exit(1)
}

// serve registers with the kernel and answers until the device fails.
func serve(kernel io.ReadWriter, me self) error {
	hello := make(message, messageBytes)
	hello[0] = opRegister1
	if _, err := kernel.Write(hello); err != nil {
		return fmt.Errorf("cannot register: %w", err)
	}
	for {
		question := make(message, messageBytes)
		if _, err := io.ReadAtLeast(kernel, question, messageBytes); err != nil {
			return fmt.Errorf("cannot read: %w", err)
		}
		// The kernel says the registration back, which wants no answer.
		if question.operation() == opRegister1 {
			continue
		}
		answer(question, me)
		if _, err := kernel.Write(question); err != nil {
			return fmt.Errorf("cannot answer: %w", err)
		}
	}
}
