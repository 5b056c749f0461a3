package lang

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The categories of plurals that Unicode knows. Each language uses some of them.
const (
	Zero  = "zero"
	One   = "one"
	Two   = "two"
	Few   = "few"
	Many  = "many"
	Other = "other"
)

// Categories are all of them, in Unicode's order.
var Categories = []string{Zero, One, Two, Few, Many, Other}

// pluralRule is the condition under which a number takes a category.
type pluralRule struct {
	category  string
	condition condition
}

// condition holds if in one of its lists all relations hold.
type condition [][]relation

// relation compares an operand, or its remainder, with a list of values and ranges.
type relation struct {
	operand byte // one of n i v w f t c e
	modulo  uint64
	negated bool
	ranges  [][2]uint64
}

// Plural returns the category of a whole number.
func (l *Language) Plural(n int) string {
	return l.PluralOf(strconv.Itoa(n))
}

// PluralOf returns the category of a number as it is shown, since "1" and "1.0"
// may differ: digits, a point, decimals. "1c6" is a million shown with a word.
// What is not a number takes "other".
func (l *Language) PluralOf(number string) string {
	o, ok := parseOperands(number)
	if !ok {
		return Other
	}
	for _, rule := range l.rules {
		if rule.condition.holds(o) {
			return rule.category
		}
	}
	return Other
}

// PluralCategories returns the categories that the language uses.
func (l *Language) PluralCategories() []string {
	var used []string
	for _, rule := range l.rules {
		used = append(used, rule.category)
	}
	return append(used, Other)
}

func (c condition) holds(o operands) bool {
	return slices.ContainsFunc(c, func(and []relation) bool {
		return !slices.ContainsFunc(and, func(r relation) bool { return !r.holds(o) })
	})
}

func (r relation) holds(o operands) bool {
	value, whole := o.value(r.operand)
	if r.modulo > 0 {
		value %= r.modulo
	}
	// A number with decimals is in no range: ranges hold whole numbers only.
	in := whole && slices.ContainsFunc(r.ranges, func(span [2]uint64) bool {
		return span[0] <= value && value <= span[1]
	})
	return in != r.negated
}

// operands are the numbers that rules ask about, named as in UTS 35.
type operands struct {
	i    uint64 // whole part, of which the last 18 digits count
	v, w uint64 // number of decimals, with and without zeros at the end
	f, t uint64 // the decimals, with and without zeros at the end
	e    uint64 // exponent that is shown as a word
}

// value returns an operand; whole is false for n if it has decimals.
func (o operands) value(name byte) (value uint64, whole bool) {
	switch name {
	case 'n':
		return o.i, o.t == 0
	case 'i':
		return o.i, true
	case 'v':
		return o.v, true
	case 'w':
		return o.w, true
	case 'f':
		return o.f, true
	case 't':
		return o.t, true
	}
	return o.e, true // c and e are the same
}

// maxDigits is how many digits fit in the operands.
const maxDigits = 18

// parseOperands reads a number such as -12, 1.50 or 1.2c6.
func parseOperands(s string) (o operands, ok bool) {
	mantissa, exponent := strings.TrimPrefix(s, "-"), ""
	if at := strings.IndexAny(mantissa, "ce"); at >= 0 {
		mantissa, exponent = mantissa[:at], mantissa[at+1:]
		e, err := strconv.ParseUint(exponent, 10, 8)
		if err != nil || e > maxDigits {
			return o, false
		}
		o.e = e
	}
	whole, fraction, point := strings.Cut(mantissa, ".")
	if !digitsOnly(whole) || point && !digitsOnly(fraction) {
		return o, false
	}
	shift := int(o.e)
	fraction += strings.Repeat("0", max(0, shift-len(fraction)))
	whole, fraction = whole+fraction[:shift], fraction[shift:]
	significant := strings.TrimRight(fraction, "0")
	o.i = lastDigits(whole)
	o.v, o.f = uint64(len(fraction)), lastDigits(fraction)
	o.w, o.t = uint64(len(significant)), lastDigits(significant)
	return o, true
}

// lastDigits returns the value of digits. Where they are too many, the last ones
// decide, as in remainders, with a one before them so that the number is not small.
func lastDigits(digits string) uint64 {
	digits = strings.TrimLeft(digits, "0")
	if digits == "" { // most decimals
		return 0
	}
	if len(digits) > maxDigits {
		digits = "1" + digits[len(digits)-maxDigits:]
	}
	n, _ := strconv.ParseUint(digits, 10, 64) // at most 19 digits, the first a 1
	return n
}

func digitsOnly(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// parsePlural reads a condition of UTS 35, such as
// "v = 0 and i % 10 = 2..4 and i % 100 != 12..14".
func parsePlural(text string) (condition, error) {
	p := pluralParser{tokens: pluralTokens(text), text: text}
	var or condition
	for {
		var and []relation
		for {
			r, err := p.relation()
			if err != nil {
				return nil, err
			}
			and = append(and, r)
			if !p.take("and") {
				break
			}
		}
		or = append(or, and)
		if !p.take("or") {
			break
		}
	}
	if len(p.tokens) > 0 {
		return nil, p.expected(`"and", "or" or the end`)
	}
	return or, nil
}

// pluralTokens splits a rule into words, numbers and signs; "!=" and ".." are one
// sign each.
func pluralTokens(text string) []string {
	const signs = "=!%,."
	var tokens []string
	for _, field := range strings.Fields(text) {
		for field != "" {
			size := len(field)
			switch {
			case strings.HasPrefix(field, "!=") || strings.HasPrefix(field, ".."):
				size = 2
			case strings.IndexByte(signs, field[0]) >= 0:
				size = 1
			default:
				if at := strings.IndexAny(field, signs); at > 0 {
					size = at
				}
			}
			tokens = append(tokens, field[:size])
			field = field[size:]
		}
	}
	return tokens
}

type pluralParser struct {
	tokens []string
	text   string
}

// take consumes a token if it is the next one.
func (p *pluralParser) take(token string) bool {
	if len(p.tokens) == 0 || p.tokens[0] != token {
		return false
	}
	p.tokens = p.tokens[1:]
	return true
}

func (p *pluralParser) expected(what string) error {
	if len(p.tokens) == 0 {
		return fmt.Errorf("the rule %q ends where %s is expected", p.text, what)
	}
	return fmt.Errorf("%q in the rule %q: %s is expected here", p.tokens[0], p.text, what)
}

// relation reads "i % 10 != 2..4,7".
func (p *pluralParser) relation() (r relation, err error) {
	if len(p.tokens) == 0 || len(p.tokens[0]) != 1 || !strings.Contains("nivwftce", p.tokens[0]) {
		return r, p.expected("one of n i v w f t c e")
	}
	r.operand = p.tokens[0][0]
	p.tokens = p.tokens[1:]
	if p.take("%") {
		if r.modulo, err = p.number(); err != nil {
			return r, err
		}
		if r.modulo == 0 {
			return r, fmt.Errorf("division by 0 in the rule %q", p.text)
		}
	}
	if r.negated = p.take("!="); !r.negated && !p.take("=") {
		return r, p.expected(`"=" or "!="`)
	}
	for {
		span := [2]uint64{}
		if span[0], err = p.number(); err != nil {
			return r, err
		}
		span[1] = span[0]
		if p.take("..") {
			if span[1], err = p.number(); err != nil {
				return r, err
			}
		}
		if span[1] < span[0] {
			return r, fmt.Errorf("the range %d..%d in the rule %q is empty", span[0], span[1], p.text)
		}
		r.ranges = append(r.ranges, span)
		if !p.take(",") {
			return r, nil
		}
	}
}

func (p *pluralParser) number() (uint64, error) {
	if len(p.tokens) == 0 || !digitsOnly(p.tokens[0]) || len(p.tokens[0]) > maxDigits {
		return 0, p.expected("a number")
	}
	n, err := strconv.ParseUint(p.tokens[0], 10, 64)
	p.tokens = p.tokens[1:]
	return n, err
}
