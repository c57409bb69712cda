package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var (
	machineRecipes = []string{"Image", "Kubernetes parts", "Kubernetes merge", "Kubernetes", "GitHub Actions", "GitLab CI", "One machine"}
	machineYAML    = []string{"Kubernetes parts", "Kubernetes merge", "GitHub Actions", "GitLab CI"}
)

func TestRecipesForMachinesAreTheSameInBothLanguages(t *testing.T) {
	english, indonesian := cutRecipes(topicIn(t, "machines", "en")), cutRecipes(topicIn(t, "machines", "id"))
	for _, name := range machineRecipes {
		if english[name] == "" || english[name] != indonesian[name] {
			t.Errorf("%s:\nen %s\nid %s", name, english[name], indonesian[name])
		}
	}
	if len(english) != len(machineRecipes) {
		t.Errorf("there are %d recipes, not %d", len(english), len(machineRecipes))
	}
	for _, name := range machineYAML {
		isYAML(t, name, english[name])
	}
}

// jobPaths are the keys of the two Jobs that a cluster knows, and what each must hold: a
// pattern for a value, "" for a key that holds others.
var jobPaths = map[string]string{
	"apiVersion": "batch/v1", "kind": "Job", "metadata": "", "metadata.name": "[a-z]([a-z0-9-]*[a-z0-9])?", "spec": "",
	"spec.completionMode": "Indexed", "spec.completions": "4", "spec.parallelism": "4", "spec.backoffLimit": `\d+`, "spec.template": "", "spec.template.spec": "",
	"pod.restartPolicy": "Never|OnFailure", "pod.automountServiceAccountToken": "false",
	"pod.securityContext": "", "pod.securityContext.runAsNonRoot": "true", "pod.securityContext.runAsUser": `[1-9]\d*`, "pod.securityContext.runAsGroup": `[1-9]\d*`,
	"pod.securityContext.fsGroup": `[1-9]\d*`, "pod.securityContext.seccompProfile": "", "pod.securityContext.seccompProfile.type": "RuntimeDefault",
	"pod.containers": "", "pod.containers.name": "[a-z]+", "pod.containers.image": "IMAGE", "pod.containers.workingDir": "/project|/work",
	"pod.containers.command": "", "pod.containers.args": "",
	"pod.containers.securityContext": "", "pod.containers.securityContext.allowPrivilegeEscalation": "false", "pod.containers.securityContext.readOnlyRootFilesystem": "true",
	"pod.containers.securityContext.capabilities": "", "pod.containers.securityContext.capabilities.drop": "",
	"pod.containers.resources": "", "pod.containers.resources.requests": "", "pod.containers.resources.requests.cpu": `"\d+"`, "pod.containers.resources.requests.memory": `\d+[MG]i`,
	"pod.containers.resources.limits": "", "pod.containers.resources.limits.memory": `\d+[MG]i`,
	"pod.containers.volumeMounts": "", "pod.containers.volumeMounts.name": "project|work|tmp", "pod.containers.volumeMounts.mountPath": "/project|/work|/tmp", "pod.containers.volumeMounts.readOnly": "true",
	"pod.volumes": "", "pod.volumes.name": "project|work|tmp", "pod.volumes.persistentVolumeClaim": "", "pod.volumes.persistentVolumeClaim.claimName": "PROJECT|WORK", "pod.volumes.persistentVolumeClaim.readOnly": "true",
	"pod.volumes.emptyDir": "", "pod.volumes.emptyDir.sizeLimit": `\d+[MG]i`,
}

// notInMerge are keys that the Job of the parts has and that of the merge has not.
var notInMerge = []string{"spec.completionMode", "spec.completions", "spec.parallelism", "pod.containers.volumeMounts.readOnly", "pod.volumes.persistentVolumeClaim.readOnly"}

// A key that is misspelt or stands in the wrong place, or a value of another kind, would be
// told by the cluster only.
func TestJobsHaveTheKeysOfAJob(t *testing.T) {
	all := cutRecipes(topicIn(t, "machines", "en"))
	for _, name := range []string{"Kubernetes parts", "Kubernetes merge"} {
		found := map[string]bool{}
		for _, pair := range keysOf(all[name]) {
			path, value := pair[0], pair[1]
			found[path] = true
			pattern, known := jobPaths[path]
			if !known || !regexp.MustCompile("^(?:"+pattern+")$").MatchString(value) {
				t.Errorf("%s: %s: %q, not %q", name, path, value, pattern)
			}
		}
		for path := range jobPaths {
			if want := name == "Kubernetes parts" || !slices.Contains(notInMerge, path); found[path] != want {
				t.Errorf("%s: %s is there: %v", name, path, found[path])
			}
		}
	}
}

// keysOf lists the keys of a manifest with the way to each, and their values. It reads what
// the recipes use of YAML: a key a line, and lists; text and plain members of lists have no key.
func keysOf(text string) (pairs [][2]string) {
	key := regexp.MustCompile(`^( *)(- )?([a-zA-Z]+):(?: (.*))?$`)
	type level struct {
		indent int
		name   string
	}
	var way []level
	for line := range strings.Lines(text) {
		m := key.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			continue
		}
		indent := len(m[1]) + len(m[2])
		for len(way) > 0 && way[len(way)-1].indent >= indent {
			way = way[:len(way)-1]
		}
		way = append(way, level{indent, m[3]})
		var names []string
		for _, l := range way {
			names = append(names, l.name)
		}
		path := strings.Join(names, ".")
		if rest, ok := strings.CutPrefix(path, "spec.template.spec."); ok {
			path = "pod." + rest
		}
		pairs = append(pairs, [2]string{path, m[4]})
	}
	return pairs
}

// shellLine is a line of a recipe in YAML that a shell runs and that is about the program.
var shellLine = regexp.MustCompile(`(?m)^ *(?:- run: |- )?(?:\./)?(lumbung .*|n=.*)$`)

// recipe writes the shell's lines of a recipe of help machines into a file: recipe NAME FILE
// [OLD NEW]..., where each OLD, which must be there, becomes NEW.
func recipe(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args)%2 != 0 {
		ts.Fatalf("usage: recipe NAME FILE [OLD NEW]...")
	}
	topicText, _ := topic("machines", "en")
	text := cutRecipes(topicText)[args[0]]
	if slices.Contains(machineYAML, args[0]) {
		lines := shellLine.FindAllStringSubmatch(text, -1)
		text = ""
		for _, m := range lines {
			text += m[1] + "\n"
		}
	}
	if !strings.Contains(text, "lumbung ") {
		ts.Fatalf("the recipe %q runs nothing", args[0])
	}
	for pair := range slices.Chunk(args[2:], 2) {
		if !strings.Contains(text, pair[0]) {
			ts.Fatalf("the recipe has no %q:\n%s", pair[0], text)
		}
		text = strings.ReplaceAll(text, pair[0], pair[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o666))
}
