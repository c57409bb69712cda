package serve

import (
	"errors"
	"net"
	"strconv"
	"syscall"
)

// attempts is how many ports after the wanted one are tried before any free one will do.
const attempts = 20

// Listen opens the wanted port on a host, or the next that is free: a second portal being
// worked on is no mistake.
func Listen(host string, port int) (net.Listener, error) {
	var busy error
	for p := port; p < port+attempts && p <= 65535; p++ {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			return l, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) && !errors.Is(err, syscall.EACCES) {
			return nil, err
		}
		busy = err
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return nil, errors.Join(busy, err)
	}
	return l, nil
}

// Loopback says whether a host is this machine alone.
func Loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Addresses lists where a listener can be reached from, for one that is open to others.
func Addresses(l net.Listener) []string {
	at, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return []string{"http://" + l.Addr().String() + "/"}
	}
	port := strconv.Itoa(at.Port)
	if !at.IP.IsUnspecified() {
		return []string{"http://" + net.JoinHostPort(at.IP.String(), port) + "/"}
	}
	var urls []string
	interfaces, err := net.InterfaceAddrs()
	if err != nil {
		return []string{"http://" + l.Addr().String() + "/"}
	}
	for _, a := range interfaces {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLinkLocalUnicast() {
			urls = append(urls, "http://"+net.JoinHostPort(n.IP.String(), port)+"/")
		}
	}
	return urls
}
