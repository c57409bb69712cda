// Code generated from the commands' help texts; UPDATE_GOLDEN=1 go test ./cmd/lumbung. DO NOT EDIT.

/*
Lumbung turns a folder of TOML, CSV and Markdown into an open data portal of plain files.

	Lumbung turns a folder of TOML, CSV and Markdown into an open data portal of plain files.

	usage: lumbung COMMAND [flags]

	Commands:
	  init        start a small portal of your own in an empty folder
	  add         take a spreadsheet into the portal and describe it
	  serve       show the portal while you work on it, rebuilt on every save
	  check       tell everything that is wrong, and write nothing
	  build       make the portal: pages, charts, downloads and metadata
	  query       ask the datasets in SQL
	  explain     say what a page is made from: sources, rows, queries, template
	  release     freeze the data as it is published now
	  verify      tell whether a portal is what its sources give
	  merge       join the parts of a build that was spread over machines
	  help        explain a command, a topic or the rule of a message
	  version     say which lumbung this is
	  completion  write the completion of words for a shell
	  man         write the manual page

	Flags of every command:
	  --color WHEN  colours: WHEN is auto, always or never
	  --dir DIR     the project's folder, in which site.toml is; DIR is the current folder by
	                default
	  --json        write one JSON object a line to standard output, for programs
	  --lang LANG   language of messages and help: LANG is en or id, by default as the system is set
	  --quiet       write only errors

	Topics: start, schema, markdown, charts, themes, templates, privacy, publishing, machines, query, limits, rules, upgrading

	"lumbung help COMMAND" explains a command, "lumbung help TOPIC" a topic.

# lumbung init

	usage: lumbung init DIR [flags]

	Writes a small working portal into a new or empty folder: two datasets, a chart, a claim that
	is checked, a story and a glossary, with comments that say what each line is for. Its figures
	are made up, and marked so. It builds at once; then replace its files by your own.

	  lumbung init portal
	  lumbung init portal --title "Data Kabupaten Alor" --region "Kabupaten Alor" --languages id

	Flags:
	  --languages LIST  LIST of the portal's languages, the first at the root: id,en or en,id or id
	                    or en (default id,en)
	  --region PLACE    PLACE that the portal is about (default Kabupaten Contoh)
	  --title TITLE     TITLE of the portal

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung add

	usage: lumbung add FILE.csv|FILE.xlsx [flags]

	Reads a spreadsheet as your office exports it, finds its encoding, delimiter, numbers, dates,
	types, keys, categories and units, and writes data/NAME.csv in canonical form and
	data/NAME.toml with the gaps to fill marked. It shows what it concluded, from what, and how
	sure it is. Titles above the table, column numbers, totals and remarks below it are left out,
	each told with its row; the title and the source become the dataset's, and what the total
	says becomes a test. A file that is there is never overwritten, and a file with personal data
	is refused before anything is copied.

	  lumbung add ~/Dokumen/kube.csv
	  lumbung add data-2024.xlsx --sheet Kecamatan --name kecamatan

	Flags:
	  --allow-personal-data REASON  take columns with personal data as private, never to be
	                                published; REASON is written beside them
	  --keep-totals                 keep rows that are totals of others as rows of data
	  --name NAME                   NAME of the dataset, by default the file's
	  --sheet SHEET                 the workbook's SHEET, when it has several

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung serve

	usage: lumbung serve [flags]

	Builds the portal in memory, shows it at http://localhost:8000/ and rebuilds it whenever a
	file is saved; the page you look at reloads when it changed. A mistake is shown on the page,
	with its file, line and mend, above the last good version. Nothing is written.

	Only this computer can see the portal, unless --host says otherwise.

	  lumbung serve
	  lumbung serve --open --port 8080
	  lumbung serve --host 0.0.0.0

	Flags:
	  --host ADDRESS  ADDRESS to be reached at; 0.0.0.0 shows the portal to everybody on the network
	                  (default 127.0.0.1)
	  --open          open the portal in the browser
	  --port PORT     PORT to start with; the next free one is taken when it is busy (default 8000)

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung check

	usage: lumbung check [flags]

	Does all that build does, in memory, and then reads the finished pages as browsers and
	screen readers will: every link and fragment inside the portal must lead somewhere, each
	page needs one main heading, pictures need words. Addresses outside the portal are listed
	with --external, never visited. With --prose, figures that were typed into the narrative by
	hand are listed, for they go stale when the data changes.

	  lumbung check
	  lumbung check --prose
	  lumbung check --format github

	Flags:
	  --base-url ADDRESS  the portal's ADDRESS, instead of baseURL in site.toml
	  --external          list addresses outside the portal
	  --format FORM       how problems are written; FORM is text, json, github (annotations) or
	                      sarif (default text)
	  --practices         list the W3C practices for data on the web, met or not
	  --prose             list figures typed by hand in the narrative

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung build

	usage: lumbung build [flags]

	Reads site.toml, data/, content/ and the theme, checks everything, and writes the whole
	portal into a folder of plain files, or into one .zip or .tar. When anything is wrong
	nothing is written, and the site that was there stays as it was. Files in the output folder
	that lumbung did not make are never touched.

	A build makes what has changed since the last one, and looks at every file that is there, for
	another hand may have changed it. --quick looks at the folders only: a file that was removed,
	added or replaced is found, one that was written in place stays as it is until a build without.
	Memory sticks and cards may keep no times of folders: there it is not for.

	  lumbung build
	  lumbung build --out /media/usb/portal
	  lumbung build --base-url https://data.kupangkota.go.id/kube/ --out portal.zip

	Flags:
	  --base-url ADDRESS  the portal's ADDRESS, instead of baseURL in site.toml
	  --out PATH          write to PATH: a folder, or a file ending in .zip or .tar (default public
	                      in the project)
	  --quick             look at the output's folders only, and not at every file in them, for what
	                      another hand changed
	  --shard I/N         make only part I/N of the portal, for lumbung merge to join
	  --workers N         how many pages are rendered at once; N is by default the number of
	                      processors

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung query

	usage: lumbung query "SELECT …" [flags]

	Runs a query over the published datasets, as the narrative, charts and claims do: each dataset
	is a table. What disclosure control hides is hidden here too. Queries only read.

	  lumbung query "SELECT nama, anggota FROM kube ORDER BY anggota DESC"
	  lumbung query "SELECT wilayah, sum(jumlah) FROM pmks GROUP BY wilayah" --format csv

	Flags:
	  --format FORM  how rows are written; FORM is table, csv or json (default table)

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung explain

	usage: lumbung explain PATH

	Names everything that a page of the portal comes from: the files of the project, the row of
	the table, each query, the charts and their datasets, and the theme's template. PATH is the
	page's address from the root of the site.

	  lumbung explain kube/tunas-baru.html
	  lumbung explain en/index.html --json

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung release

	usage: lumbung release VERSION [--withdraw]

	Checks the portal and keeps the data of all datasets, as readers get it, under
	data/releases/VERSION/. From then on every build publishes those files at their own address,
	tells what changed from release to release, and refuses data that changed while the version
	did not. Before, write VERSION and the day of publication in site.toml. The version must
	rise as far as the changes ask: MAJOR for other fields, MINOR for more data, PATCH for
	corrections. --withdraw takes the files of a release back that should not have been public.

	  lumbung release 1.0.0
	  lumbung release 1.0.0 --withdraw

	Flags:
	  --withdraw  take back the files of release VERSION

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung verify

	usage: lumbung verify DIR [flags]

	Builds the portal again without writing it, and compares it with a folder, a .zip or a
	.tar that was built before, byte by byte. It names every file that differs, is missing, or
	is there but should not be; files that lumbung did not make are not looked at. --sums needs
	no sources: it checks a downloaded copy against the SHA256SUMS in it.

	  lumbung verify public
	  lumbung verify --base-url https://data.kupangkota.go.id/kube/ portal.zip
	  lumbung verify --sums ~/Downloads/portal

	Flags:
	  --base-url ADDRESS  the ADDRESS that the portal was built with, instead of baseURL in
	                      site.toml
	  --sums              check against SHA256SUMS, without the sources
	  --workers N         how many pages are rendered at once; N is by default the number of
	                      processors

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung merge

	usage: lumbung merge --out DIR PART ...

	Joins the folders that "lumbung build --shard I/N" made, all N of them and from the same
	sources, into one portal, byte for byte what one machine would have built. Nothing is
	rendered again: files are copied and SHA256SUMS is written.

	  lumbung build --shard 1/2 --out part1
	  lumbung build --shard 2/2 --out part2
	  lumbung merge --out public part1 part2

	Flags:
	  --out PATH  write the whole portal to PATH: a folder, or a file ending in .zip or .tar

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung help

	usage: lumbung help [COMMAND | TOPIC | RULE]

	Help prints what lumbung can do; with a word after it, all about that command, topic or
	rule. Each diagnostic belongs to a rule, and "lumbung help RULE" shows an example of it.

	  lumbung help build
	  lumbung help schema

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung version

	usage: lumbung version

	Version prints the version, the commit it was built from where that is known, the version
	of Go and the system. Reports of mistakes should carry it. With --sbom it lists what the
	binary was built from, as CycloneDX: every module with its version, sum and licence.

	  lumbung version
	  lumbung version --sbom > lumbung.cdx.json

	Flags:
	  --sbom  write a software bill of materials (CycloneDX, JSON)

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung completion

	usage: lumbung completion bash|zsh|fish

	Writes a script that lets a shell complete lumbung's commands and flags with the tab key.

	  lumbung completion bash > ~/.local/share/bash-completion/completions/lumbung
	  lumbung completion zsh > ~/.zfunc/_lumbung
	  lumbung completion fish > ~/.config/fish/completions/lumbung.fish

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".

# lumbung man

	usage: lumbung man

	Writes the manual page, made from the same texts as help.

	  lumbung man > ~/.local/share/man/man1/lumbung.1

	--dir, --quiet, --json, --lang and --color work with every command: "lumbung help".
*/
package main
