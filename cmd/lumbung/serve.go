package main

import (
	"flag"
	"fmt"
	"net"
	"os/exec"
	"runtime"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/serve"
)

var serveCommand = &command{
	name:  "serve",
	usage: "[flags]",
	short: "show the portal while you work on it, rebuilt on every save",
	long: `Builds the portal in memory, shows it at http://localhost:8000/ and rebuilds it whenever a
file is saved; the page you look at reloads when it changed. A mistake is shown on the page,
with its file, line and mend, above the last good version. Nothing is written.

Only this computer can see the portal, unless --host says otherwise.

  lumbung serve
  lumbung serve --open --port 8080
  lumbung serve --host 0.0.0.0`,
	setup: func(fs *flag.FlagSet) func(env *environment, args []string) int {
		host := fs.String("host", "127.0.0.1", "`ADDRESS` to be reached at; 0.0.0.0 shows the portal to everybody on the network")
		port := fs.Int("port", 8000, "`PORT` to start with; the next free one is taken when it is busy")
		open := fs.Bool("open", false, "open the portal in the browser")
		return func(env *environment, args []string) int {
			if len(args) > 0 {
				return env.misuse("serve", misusef("serve takes no %q", args[0]))
			}
			if *port < 0 || *port > 65535 {
				return env.misuse("serve", misusef("%d is no port: it is a number from 0 to 65535", *port))
			}
			return env.serve(*host, *port, *open)
		}
	},
}

func (env *environment) serve(host string, port int, open bool) int {
	rebuild, closeAll, err := newRebuilder(env, readOptions{preview: true})
	if err != nil {
		return env.noProject(err)
	}
	defer closeAll()
	on, err := serve.Listen(host, port)
	if err != nil {
		return env.failed(err)
	}
	url := localURL(on, host)
	env.sayWhere(on, host, port, url)
	server := serve.New(serve.Options{
		Root: env.dir, Rebuild: rebuild, Say: env.say, Report: env.rebuilt, Names: []string{host},
		Ignore: func(path string) bool { return path == defaultOut },
	})
	if open {
		if err := openBrowser(url); err != nil {
			env.tell("the browser could not be opened: %s", diag.Reason(err))
		}
	}
	if err := server.Run(env.ctx, on); err != nil {
		return env.failed(err)
	}
	return done
}

// localURL is where the portal is for this computer.
func localURL(on net.Listener, host string) string {
	at, ok := on.Addr().(*net.TCPAddr)
	switch {
	case !ok:
		return "http://" + on.Addr().String() + "/"
	case serve.Loopback(host) || at.IP.IsUnspecified():
		return fmt.Sprintf("http://localhost:%d/", at.Port)
	}
	return fmt.Sprintf("http://%s/", on.Addr())
}

// sayWhere tells where the portal is, and who else can read it.
func (env *environment) sayWhere(on net.Listener, host string, port int, url string) {
	open := []string{}
	if !serve.Loopback(host) {
		open = serve.Addresses(on)
	}
	if env.json {
		env.object(map[string]any{"url": url, "open": open})
		return
	}
	if at, ok := on.Addr().(*net.TCPAddr); ok && port != 0 && at.Port != port {
		env.tell("port %d is busy, so it is %d", port, at.Port)
	}
	env.tell("the portal is at %s; Ctrl-C ends this", url)
	if len(open) > 0 {
		// Told with --quiet too: it is what the flag asked for, and others can read.
		fmt.Fprintln(env.stderr, env.text("everybody on this network can read it, what is not published yet too: %s", strings.Join(open, " ")))
	}
}

// rebuilt tells how a rebuild went.
func (env *environment) rebuilt(r serve.Report) {
	errs := 0
	for _, d := range r.Diagnostics {
		if d.Severity == diag.Error {
			errs++
		}
	}
	env.diagnostics(r.Diagnostics)
	ms := r.Took.Milliseconds()
	switch {
	case env.json:
		facts := map[string]any{"good": r.Good, "changed": r.Changed, "errors": errs, "milliseconds": ms}
		if r.Err != nil {
			facts["message"] = r.Err.Error()
		}
		env.object(facts)
	case r.Err != nil:
		env.complain(env.errorText(r.Err), "")
	case !r.Good:
		env.tell("%d {error|errors}; the last good version stays", errs)
	case r.Changed == nil:
		env.tell("built in %d ms", ms)
	default:
		env.tell("%s: rebuilt in %d ms", strings.Join(r.Changed[:min(len(r.Changed), 3)], ", "), ms)
	}
}

func openBrowser(url string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", url).Start()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", url).Start()
	}
	return exec.Command("xdg-open", url).Start()
}
