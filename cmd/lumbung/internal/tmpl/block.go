package tmpl

// next says how to go on after an instruction.
type next uint8

const (
	goOn next = iota
	breakLoop
	continueLoop
)

// instruction writes a text, and then does something, or nothing.
type instruction struct {
	text string
	do   func(*frame) next
}

// block is a list of instructions.
type block []instruction

func (b block) run(f *frame) next {
	for i := range b {
		in := &b[i]
		f.out = append(f.out, in.text...)
		if in.do != nil {
			if n := in.do(f); n != goOn {
				return n
			}
		}
	}
	return goOn
}

// builder puts a block together. Texts that follow each other become one.
type builder struct {
	text []byte
	list block
}

func (b *builder) write(text []byte) { b.text = append(b.text, text...) }

func (b *builder) add(do func(*frame) next) {
	b.list = append(b.list, instruction{string(b.text), do})
	b.text = b.text[:0]
}

// each adds an instruction after which the next one always follows.
func (b *builder) each(do func(*frame)) {
	b.add(func(f *frame) next { do(f); return goOn })
}

func (b *builder) block() block {
	if len(b.text) > 0 {
		b.list = append(b.list, instruction{text: string(b.text)})
		b.text = nil
	}
	return b.list
}
