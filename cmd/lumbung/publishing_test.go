package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/message"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// recipes are those of help publishing.
func recipes(t *testing.T, lang string) map[string]string {
	t.Helper()
	return cutRecipes(topicIn(t, "publishing", lang))
}

// cutRecipes cuts a topic into its recipes: the text under "NAME:" or "NAME — FILE:".
func cutRecipes(text string) map[string]string {
	found := map[string]string{}
	name := ""
	for line := range strings.Lines(text) {
		switch head, isHead := strings.CutSuffix(strings.TrimSpace(line), ":"); {
		case isHead && !strings.HasPrefix(line, " "):
			name, _, _ = strings.Cut(head, " — ")
		case strings.HasPrefix(line, "  "):
			found[name] += strings.TrimPrefix(line, "  ")
		case strings.TrimSpace(line) != "":
			name = ""
		}
	}
	return found
}

var hosts = []string{"GitHub Pages", "GitLab Pages", "Netlify", "Cloudflare Pages", "S3", "nginx", "Apache", "rsync", "IPFS", "USB"}

func TestEveryHostHasARecipeThatIsTheSameInBothLanguages(t *testing.T) {
	english, indonesian := recipes(t, "en"), recipes(t, "id")
	for _, host := range hosts {
		if english[host] == "" || english[host] != indonesian[host] {
			t.Errorf("%s:\nen %s\nid %s", host, english[host], indonesian[host])
		}
	}
	if len(english) != len(hosts) {
		t.Errorf("there are recipes for %d hosts, not %d", len(english), len(hosts))
	}
}

// A recipe builds with the program and publishes what build writes by default.
func TestRecipesBuildAndPublishTheOutput(t *testing.T) {
	for host, text := range recipes(t, "en") {
		if host != "nginx" && host != "Apache" && !strings.Contains(text, "lumbung build") {
			t.Errorf("%s does not build:\n%s", host, text)
		}
		if host != "USB" && !regexp.MustCompile(`\b`+defaultOut+`\b`).MatchString(text) {
			t.Errorf("%s does not publish %s/:\n%s", host, defaultOut, text)
		}
	}
}

// The YAML of the two recipes is read by whatever reads YAML here; without one it is looked
// at for what most often breaks: tabs, and indents that are no multiple of two.
func TestRecipesInYAMLAreYAML(t *testing.T) {
	for _, host := range []string{"GitHub Pages", "GitLab Pages"} {
		isYAML(t, host, recipes(t, "en")[host])
	}
}

func isYAML(t *testing.T, name, text string) {
	t.Helper()
	for i, line := range strings.Split(text, "\n") {
		if strings.Contains(line, "\t") || (len(line)-len(strings.TrimLeft(line, " ")))%2 != 0 {
			t.Errorf("%s line %d: %q", name, i+1, line)
		}
	}
	cmd := exec.Command("python3", "-c", "import sys,json,yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout, default=str)")
	cmd.Stdin = strings.NewReader(text)
	out, err := cmd.Output()
	if err != nil {
		return // no reader of YAML here
	}
	var read map[string]any
	if err := json.Unmarshal(out, &read); err != nil || len(read) == 0 {
		t.Errorf("%s: %v: %s", name, err, out)
	}
}

func TestRecipeInTOMLIsTOML(t *testing.T) {
	var into struct {
		Build struct {
			Command string `toml:"command"`
			Publish string `toml:"publish"`
		} `toml:"build"`
	}
	log := &diag.Log{}
	if _, ok := tomlfile.Decode(&diag.File{Name: "netlify.toml", Data: []byte(recipes(t, "en")["Netlify"])}, &into, log); !ok {
		t.Fatal(log.Sorted()[0])
	}
	if into.Build.Publish != defaultOut || !strings.Contains(into.Build.Command, "lumbung build") {
		t.Errorf("%+v", into)
	}
}

// Where the servers are installed, they take their recipes.
func TestServersTakeTheirRecipes(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "public")
	if err := os.Mkdir(site, 0o777); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "/srv/portal/public", site)), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		program string
		args    func() []string
	}{
		{"nginx", func() []string {
			conf := write("nginx.conf", "events {}\nhttp {\n"+recipes(t, "en")["nginx"]+"}\n")
			return []string{"-t", "-c", conf, "-g", "pid " + filepath.Join(dir, "nginx.pid") + "; error_log stderr;"}
		}},
		{"apache2", func() []string {
			modules := "/usr/lib/apache2/modules/"
			conf := write("httpd.conf", "ServerName localhost\nErrorLog /dev/stderr\nPidFile "+dir+"/pid\nListen 8099\nLoadModule mpm_event_module "+modules+"mod_mpm_event.so\nLoadModule mime_module "+modules+"mod_mime.so\nTypesConfig /dev/null\n"+recipes(t, "en")["Apache"])
			return []string{"-t", "-f", conf}
		}},
	} {
		t.Run(c.program, func(t *testing.T) {
			path, err := exec.LookPath(c.program)
			if err != nil {
				t.Skip("there is no " + c.program + " here")
			}
			if out, err := exec.Command(path, c.args()...).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// typed is a use of the program in a text: "lumbung WORD…" where WORD is no plain English.
var typed = regexp.MustCompile("(?m)(?:^\\s+(?:\\d\\. [^:]+: +)?|`|\\$ |- run: \\./|- \\./|&& \\./|\\(|: )lumbung ((?:[a-z]+)(?: [^\\n`;)&|]*)?)")

// Every command and every flag in help and in the README exists.
func TestCommandsInDocumentationExist(t *testing.T) {
	texts := map[string]string{}
	for _, name := range topics {
		for _, lang := range message.Languages() {
			texts[name+" ("+lang+")"] = topicIn(t, name, lang)
		}
	}
	for _, c := range commands {
		texts["help "+c.name] = c.long
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	texts["README.md"] = string(readme)
	count := 0
	for where, text := range texts {
		for _, m := range typed.FindAllStringSubmatch(text, -1) {
			count++
			words := strings.Fields(m[1])
			c := commandNamed(strings.TrimRight(words[0], ".,:"))
			if c == nil {
				t.Errorf("%s: there is no command in %q", where, m[1])
				continue
			}
			fs, _ := c.prepare(plainEnvironment())
			for _, word := range words[1:] {
				if !strings.HasPrefix(word, "--") {
					continue
				}
				name, _, _ := strings.Cut(strings.Trim(word, "-,.\"'"), "=")
				if fs.Lookup(name) == nil {
					t.Errorf("%s: lumbung %s has no flag --%s", where, c.name, name)
				}
			}
		}
	}
	if count < 60 {
		t.Errorf("only %d uses were found: the search is broken", count)
	}
}

func TestTopicsThatDocumentationNamesExist(t *testing.T) {
	named := regexp.MustCompile(`lumbung help ([a-z-]+)`)
	for _, name := range topics {
		for _, lang := range message.Languages() {
			for _, m := range named.FindAllStringSubmatch(topicIn(t, name, lang), -1) {
				if !slices.Contains(topics, m[1]) && commandNamed(m[1]) == nil && rules()[m[1]].Level == "" {
					t.Errorf("%s (%s) names lumbung help %s", name, lang, m[1])
				}
			}
		}
	}
}
