package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"lumbung/cmd/lumbung/internal/diag"
)

// manifestFormat changes when an older lumbung could no longer read the folder.
const manifestFormat = "lumbung release 1"

// manifest is release.json. Sum is the SHA-256 of the same file with an empty Sum: it tells
// an edit by hand, as the sums of the other files tell theirs.
type manifest struct {
	Format    string            `json:"format"`
	Name      string            `json:"name"`
	Version   string            `json:"version"`
	Date      string            `json:"date"`
	Previous  string            `json:"previous,omitempty"`
	Withdrawn bool              `json:"withdrawn,omitempty"`
	Datasets  []manifestDataset `json:"datasets"`
	Sum       string            `json:"sha256"`
}

type manifestDataset struct {
	Name       string       `json:"name"`
	Rows       int          `json:"rows"`
	Suppressed []string     `json:"suppressed,omitempty"`
	CSV        manifestItem `json:"csv"`
	Descriptor manifestItem `json:"resource"`
}

type manifestItem struct {
	Release string `json:"release"`
	Bytes   int64  `json:"bytes"`
	SHA256  string `json:"sha256"`
}

var (
	errFormat = diag.Err("another version of lumbung wrote it")
	errEdited = diag.Err("it was changed by hand or is damaged")
)

// manifestOf is the manifest of a release, whose files stand where it says.
func manifestOf(r *Release) *manifest {
	m := &manifest{Format: manifestFormat, Name: r.Name, Version: r.Version.String(), Date: r.Date, Previous: r.Previous, Withdrawn: r.Withdrawn,
		Datasets: []manifestDataset{}}
	for _, d := range r.Datasets {
		m.Datasets = append(m.Datasets, manifestDataset{d.Name, d.Rows, d.Suppressed, manifestItem(d.CSV), manifestItem(d.Descriptor)})
	}
	return m
}

func (m *manifest) encode() ([]byte, error) {
	m.Sum = ""
	open, err := indentedJSON(m)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(open)
	m.Sum = hex.EncodeToString(sum[:])
	return indentedJSON(m)
}

// decodeManifest believes only what encode could have written.
func decodeManifest(data []byte) (*manifest, error) {
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, err
	}
	if m.Format != manifestFormat {
		return nil, errFormat
	}
	again := m
	written, err := again.encode()
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(written, data) {
		return nil, errEdited
	}
	return &m, nil
}
