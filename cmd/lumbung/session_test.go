package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// patient is how long a session waits for a page to be as its script says.
const patient = 20 * time.Second

// session is the program that lets a script look at "lumbung serve" as a browser does. Its
// file has a step a line:
//
//	see PATH TEXT       wait until the page has the text
//	gone PATH TEXT      wait until it has not
//	cp FROM TO          save a file
func session(file string) int {
	steps, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	out, in := io.Pipe()
	env := &environment{ctx: ctx, stdout: in, stderr: io.Discard, getenv: os.Getenv}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		run(env, []string{"serve", "--port", "0", "--json"})
		in.Close()
	}()
	lines := bufio.NewScanner(out)
	lines.Scan()
	var first struct{ URL string }
	if err := json.Unmarshal(lines.Bytes(), &first); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	go func() {
		for lines.Scan() {
		}
	}()
	code := 0
	for step := range strings.Lines(string(steps)) {
		if err := takeStep(first.URL, strings.TrimSpace(step)); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", strings.TrimSpace(step), err)
			code = 1
			break
		}
	}
	stop()
	<-ended
	return code
}

func takeStep(url, step string) error {
	do, rest, _ := strings.Cut(step, " ")
	a, b, _ := strings.Cut(strings.TrimSpace(rest), " ")
	b = strings.TrimSpace(b)
	switch do {
	case "":
		return nil
	case "cp":
		data, err := os.ReadFile(a)
		if err != nil {
			return err
		}
		return os.WriteFile(b, data, 0o644)
	case "see", "gone":
		return waitFor(url+a, b, do == "see")
	}
	return fmt.Errorf("there is no such step")
}

func waitFor(url, text string, there bool) error {
	page := ""
	for began := time.Now(); time.Since(began) < patient; time.Sleep(50 * time.Millisecond) {
		response, err := http.Get(url)
		if err != nil {
			return err
		}
		data, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			return err
		}
		if page = string(data); strings.Contains(page, text) == there {
			return nil
		}
	}
	return fmt.Errorf("not so after %v:\n%s", patient, page)
}
