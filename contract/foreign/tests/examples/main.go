package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// Each case by the page's function, a line each: `good LICENCE`, or the word.
func main() {
	file, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var cases struct {
		Texts     []string
		Published struct{ Keys []PublicKey }
		Product   string
		Now       int64
	}
	if err := json.Unmarshal(file, &cases); err != nil {
		panic(err)
	}
	for _, text := range cases.Texts {
		if claims, err := Verify(text, cases.Published.Keys, cases.Product, cases.Now); err != nil {
			fmt.Println(err)
		} else {
			fmt.Println("good", claims.Licence)
		}
	}
}
