package privacy

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// kindsIn names what Scan finds in a text: kinds and the texts they cover.
func kindsIn(text string) string {
	var out []string
	for _, f := range Scan(text) {
		out = append(out, f.Kind.String()+":"+text[f.Offset:f.Offset+f.Length])
	}
	return strings.Join(out, " ")
}

func TestScanFinds(t *testing.T) {
	tests := []struct{ name, text, want string }{
		// The numbers are made up.
		{"identity number of a man", "5371040101900001", "nik:5371040101900001"},
		{"identity number of a woman", "NIK 5301064507850003", "nik:5301064507850003"},
		{"family card", "No. KK: 5303022911120004", "nik:5303022911120004"},
		{"new province", "9601010112990001", "nik:9601010112990001"},
		{"leap day", "3174092902000007", "nik:3174092902000007"},
		{"in fours", "5371 0401 0190 0001", "nik:5371 0401 0190 0001"},
		{"by its parts", "537104-010190-0001", "nik:537104-010190-0001"},
		{"with dots", "53.71.04.010190.0001", "nik:53.71.04.010190.0001"},
		{"in pairs", "53 71 04 01 01 90 00 01", "nik:53 71 04 01 01 90 00 01"},
		{"mixed joints", "53.71.04-010190-0001", "nik:53.71.04-010190-0001"},
		{"behind a spreadsheet's apostrophe", "'5371040101900001", "nik:5371040101900001"},
		{"as software writes a number", "5371040101900001.0", "nik:5371040101900001"},
		{"directly after a label", "NIK5371040101900001", "nik:5371040101900001"},
		{"in a row of cells", "7,5371040101900001,Maria", "nik:5371040101900001"},
		{"in a line copied from a PDF", "1 5371040101900001 12", "nik:5371040101900001"},
		{"between other numbers", "12 5371 0401 0190 0001 7", "nik:5371 0401 0190 0001"},
		{"in a file name", "scan/KTP-5371040101900001.jpg", "nik:5371040101900001"},
		{"full-width digits", "５３７１０４０１０１９０００01", "nik:５３７１０４０１０１９０００01"},
		{"Arabic-Indic digits", "٥٣٧١٠٤٠١٠١٩٠٠٠٠١", "nik:٥٣٧١٠٤٠١٠١٩٠٠٠٠١"},
		{"Javanese digits", "꧕꧓꧗꧑꧐꧔꧐꧑꧐꧑꧙꧐꧐꧐꧐꧑", "nik:꧕꧓꧗꧑꧐꧔꧐꧑꧐꧑꧙꧐꧐꧐꧐꧑"},
		{"mathematical digits", "𝟓𝟑𝟕𝟏𝟎𝟒𝟎𝟏𝟎𝟏𝟗𝟎𝟎𝟎𝟎𝟏", "nik:𝟓𝟑𝟕𝟏𝟎𝟒𝟎𝟏𝟎𝟏𝟗𝟎𝟎𝟎𝟎𝟏"},
		{"invisible characters between digits", "5371\u200b0401\u20600190\u00ad0001", "nik:5371\u200b0401\u20600190\u00ad0001"},
		{"an invisible character before a joint", "5371\u200b 0401 \u200d0190 0001", "nik:5371\u200b 0401 \u200d0190 0001"},
		{"no-break spaces", "5371\u00a00401\u00a00190\u00a00001", "nik:5371\u00a00401\u00a00190\u00a00001"},
		{"true hyphens", "5371‐0401‐0190‐0001", "nik:5371‐0401‐0190‐0001"},
		{"two of them", "5371040101900001/5301064507850003", "nik:5371040101900001 nik:5301064507850003"},

		{"mobile", "08123456789", "phone:08123456789"},
		{"mobile with dashes", "HP 0812-3456-7890", "phone:0812-3456-7890"},
		{"mobile with spaces", "0852 3912 345", "phone:0852 3912 345"},
		{"mobile with dots", "0813.3912.3456", "phone:0813.3912.3456"},
		{"mobile in threes", "081 234 567 890", "phone:081 234 567 890"},
		{"mobile of ten digits", "0811382345", "phone:0811382345"},
		{"mobile with the country's code", "+6281234567890", "phone:6281234567890"},
		{"mobile with the country's code and spaces", "+62 812-3456-7890", "phone:62 812-3456-7890"},
		{"country's code in brackets", "(+62) 812 3456 7890", "phone:62) 812 3456 7890"},
		{"country's code and a nought", "+62 (0)812 3456 7890", "phone:62 (0)812 3456 7890"},
		{"country's code without a plus", "6281234567890", "phone:6281234567890"},
		{"country's code dialled", "006281234567890", "phone:006281234567890"},
		{"label, country's code and a space", "WA 62 812 3456 7890", "phone:62 812 3456 7890"},
		{"link to WhatsApp", "https://wa.me/6281234567890", "phone:6281234567890"},
		{"two mobiles", "081234567890/085239123456", "phone:081234567890 phone:085239123456"},
		{"two mobiles and a dash", "081234567890-085239123456", "phone:081234567890 phone:085239123456"},
		{"label without a space", "HP:081234567890", "phone:081234567890"},
		{"label with a slash", "Telp/WA/081234567890", "phone:081234567890"},
		{"full-width mobile", "０８１２３４５６７８９０", "phone:０８１２３４５６７８９０"},
		{"keycaps", "0️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0️⃣", "phone:0️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0"},
		{"landline with brackets", "(0380) 123456", "phone:0380) 123456"},
		{"landline without a space", "(021)5551234", "phone:021)5551234"},
		{"landline with a dash", "0380-831222", "phone:0380-831222"},
		{"landline in pieces", "(0380) 831-222", "phone:0380) 831-222"},
		{"landline of the capital", "021-555 1234", "phone:021-555 1234"},
		{"landline in brackets", "(021-5551234)", "phone:021-5551234"},
		{"landline with a slash", "0380/831222", "phone:0380/831222"},
		{"landline with the country's code", "+62 380 831222", "phone:62 380 831222"},
		{"landline in one piece after a label", "Telp. 0380831222", "phone:0380831222"},

		{"e-mail", "Tulis ke maria.tefa@dinsos.kupangkab.go.id.", "email:maria.tefa@dinsos.kupangkab.go.id"},
		{"e-mail with a tag", "a+b@contoh.id", "email:a+b@contoh.id"},
		{"e-mail at a domain of digits", "nama@163.com", "email:nama@163.com"},
		{"link to an e-mail address", "[surat](mailto:nama@contoh.id)", "email:nama@contoh.id"},
		{"e-mail in a row of cells", "7,nama@contoh.id,Kupang", "email:nama@contoh.id"},
		{"two e-mails", "a@contoh.id;b@contoh.id", "email:a@contoh.id email:b@contoh.id"},
		{"e-mail with an invisible character", "na\u200bma@con\u200btoh.id", "email:na\u200bma@con\u200btoh.id"},
		{"full-width at", "nama＠contoh.id", "email:nama＠contoh.id"},
		{"e-mail of letters beyond ASCII", "josé@contoh.id", "email:josé@contoh.id"},
		{"e-mail named after a phone", "081234567890@contoh.id", "email:081234567890@contoh.id phone:081234567890"},

		// Numbers that issuers publish for tests.
		{"Visa", "4111 1111 1111 1111", "card:4111 1111 1111 1111"},
		{"Visa of thirteen digits", "4222222222222", "card:4222222222222"},
		{"Mastercard", "5555555555554444", "card:5555555555554444"},
		{"Mastercard of the second range", "2223-0031-2200-3222", "card:2223-0031-2200-3222"},
		{"American Express", "3782 822463 10005", "card:3782 822463 10005"},
		{"Diners Club", "3056 930902 5904", "card:3056 930902 5904"},
		{"JCB", "3566002020360505", "card:3566002020360505"},
		{"UnionPay of nineteen digits", "6205 5000 0000 0000 004", "card:6205 5000 0000 0000 004"},
		{"Discover", "6011111111111117", "card:6011111111111117"},
		{"card in a row of cells", "7;5555555555554444;Kupang", "card:5555555555554444"},
		{"card as software writes a number", "5555555555554444.0", "card:5555555555554444"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, around := range []string{"%s", "\n%s\n", "\"%s\"", "a, %s, b"} {
				if strings.HasPrefix(tt.text, "'") && around == "%s" {
					continue
				}
				if got := kindsIn(fmt.Sprintf(around, tt.text)); got != tt.want {
					t.Errorf("Scan(%q)\n got %s\nwant %s", fmt.Sprintf(around, tt.text), got, tt.want)
				}
			}
		})
	}
}

func TestScanLeavesLookalikes(t *testing.T) {
	tests := []struct{ name, text string }{
		{"counts and amounts of the paper", "58.033 jiwa, 291.794, Rp1.500.000, 401.000 - 500.000, 600.000,-"},
		{"years", "2009-2016, 2000- 2004, 2011 2012 2013 2014 2015 2016"},
		{"years of the last century", "1910 1911 1912 1913 1960 1961 1962 1963"},
		{"coordinates", "121° 30' - 123° 45' BT, 10°12′00″"},
		{"decimal coordinates", "-10.178757, 123.597603"},
		{"binary fractions", "0.5371040101900001 0.1234567890123456 1.5371040101900001"},
		{"area", "5.298,13 km²"},
		{"codes of the Ministry of Home Affairs", "53.71.04.1001 53.71.04 5371041001"},
		{"identifiers of a register", "KB-5301-0000123 KB-5371-0000001"},
		{"identifiers with sixteen digits in groups", "KB-5371-0401-0190-0001-77"},
		{"digital object identifier", "doi.org/10.24843/PJIIB.2016.v16.i01.p05 10.1016/j.worlddev.2016.08.006"},
		{"digital object identifier of digits", "10.1234/081234567890"},
		{"ISBN", "978-602-8427-58-2 9786028427582 0-19-852663-6 978-0-8123-4567-8"},
		{"ISSN", "0378-5955 2301-8968"},
		{"SHA-256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"SHA-256 with a long run of digits", "e3b0c4429a5371040101900001b4c8996fb92427ae41e4649b934ca495991b78"},
		{"UUID", "550e8400-e29b-41d4-a716-446655440000"},
		{"timestamps", "2016-08-12T08:12:30Z 20160812081230 1470989550000 2016-07-05 12:30:00.123456"},
		{"a date and an hour", "2016-07-05 0812"},
		{"date that is none", "5371043201900001 5371040113900002 5371043002900001"},
		{"leap day of no leap year", "5371042902010001"},
		{"province that is none", "5471040101900001 9871040101900001 2071040101900001"},
		{"district or serial number of noughts", "5300040101900002 5371000101900001 5371040101900000"},
		{"too many digits", "53710401019000012 081234567890123456"},
		{"a budget", "Rp4.123.456.789.000 4123456789000 4500000000000"},
		{"a large number", "1234567890123456789 9007199254740993"},
		{"sixteen digits without check digit", "4111111111111112 5555555555554445"},
		{"card number in a path", "https://contoh.id/p/4111111111111111"},
		{"version of a module", "golang.org/x/net@v0.62.0 pkg@1.2.3-beta.rc npm:@scope/pkg"},
		{"translation column", "uraian@en,nama@id"},
		{"image for fine screens", "logo@2x.png"},
		{"style sheet", "@media print { @page { margin: 1cm } }"},
		{"account in the fediverse", "@kupang@sosial.id"},
		{"address for examples", "nama@example.com a@b.example.org c@d.test"},
		{"repository", "git@github.com:lumbung/lumbung.git"},
		{"two ats", "a@@b.id @ . id"},
		{"toll-free and emergency numbers", "0800-1700 112 1500-771"},
		{"hours", "0800-1700, 08.00-17.00"},
		{"a code with noughts in front", "0000123 000012345678"},
		{"hexadecimal", "0812345678abcdef"},
		{"path of a drawing", "M10 20.5 L30.25 40 81.5 120"},
		{"postcodes", "85228 85351 85361"},
		{"a chain of groups", "1 22 333 4444 55555 666666 7777777 88888888"},
		{"a series of pairs", "12 12 12 12 12 12 12 12 12 12 11 10 53 71 04 01 01 90 00 01"},
		{"broken UTF-8", "5371\xff0401\xf00190\xc00001 \xef\xbc"},
		{"nothing", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := kindsIn(tt.text); got != "" {
				t.Errorf("Scan(%q) = %s, want nothing", tt.text, got)
			}
		})
	}
}

func TestScanReportsInOrderOfPlaces(t *testing.T) {
	text := "a@contoh.id 5371040101900001 b@contoh.id 081234567890"
	if got, want := kindsIn(text), "email:a@contoh.id nik:5371040101900001 email:b@contoh.id phone:081234567890"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// A file that is one long chain of digit groups is read piece by piece.
func TestScanFindsNumbersAnywhereInALongChain(t *testing.T) {
	for lead := range 70 {
		text := strings.Repeat("12 ", lead) + "5371 0401 0190 0001" + strings.Repeat(" 12", 40)
		found := Scan(text)
		if len(found) != 1 || found[0].Offset != 3*lead || found[0].Length != 19 {
			t.Errorf("after %d groups: %v", lead, found)
		}
	}
}

func TestScanAllocatesNothingOnCleanText(t *testing.T) {
	text := register(100)
	if n := testing.AllocsPerRun(10, func() { Scan(text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestScanBytesAgreesWithScan(t *testing.T) {
	text := "NIK 5371040101900001"
	if a, b := fmt.Sprint(Scan(text)), fmt.Sprint(ScanBytes([]byte(text))); a != b {
		t.Errorf("%s and %s", a, b)
	}
	if found := ScanBytes(nil); found != nil {
		t.Errorf("in nothing: %v", found)
	}
}

func TestKindNames(t *testing.T) {
	for _, name := range KindNames() {
		k, ok := KindNamed(name)
		if !ok || k.String() != name || k.Message().String() == "" {
			t.Errorf("kind %q", name)
		}
	}
	if _, ok := KindNamed("npwp"); ok {
		t.Error("a kind that is none")
	}
}

// register is a CSV as a ministry keeps it, without personal data.
func register(rows int) string {
	r := rand.New(rand.NewPCG(1, 2))
	trades := []string{"Kios sembako", "Tenun ikat", "Ternak babi", "Jual ikan", "Warung makan", "Penjahit"}
	var b strings.Builder
	b.WriteString("id,kode_kemendagri,nama,jenis_usaha,tahun_berdiri,anggota,modal,lintang,bujur,diperbarui\n")
	for i := range rows {
		fmt.Fprintf(&b, "KB-53%02d-%07d,53.%02d.%02d.20%02d,Kube Tunas Baru %d,%s,%d,%d,%d,-10.%06d,123.%06d,2016-%02d-%02d\n",
			r.IntN(22)+1, i, r.IntN(22)+1, r.IntN(20)+1, r.IntN(99), i, trades[r.IntN(len(trades))],
			2000+r.IntN(16), 5+r.IntN(10), 1000*r.IntN(100000), r.IntN(1000000), r.IntN(1000000), 1+r.IntN(12), 1+r.IntN(28))
	}
	return b.String()
}

func BenchmarkScanRegister(b *testing.B) {
	text := register(150000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if found := Scan(text); found != nil {
			b.Fatal(found[0], text[found[0].Offset-40:found[0].Offset+40])
		}
	}
}

func BenchmarkScanProse(b *testing.B) {
	text := strings.Repeat("Kelompok Usaha Bersama – Kube – di Kota Kupang berjumlah 58.033 jiwa pada 121° 30' sejak 2009-2016.\n", 50000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Scan(text)
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{"5371040101900001", "+62 (0)812 3456 7890", "a@b.id", "4111 1111 1111 1111", "\u200b５\xff", "(0380) 123456"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, found := range Scan(text) {
			if found.Offset < last || found.Length <= 0 || found.Offset+found.Length > len(text) {
				t.Fatalf("%v in %d bytes", found, len(text))
			}
			last = found.Offset
		}
		planted := text + "\n5371040101900001\n" + text
		ok := false
		for _, found := range Scan(planted) {
			ok = ok || found == Finding{Identity, len(text) + 1, 16}
		}
		if !ok {
			t.Fatalf("a planted number is not found after %q", text)
		}
	})
}
