package lang

import (
	"math"
	"strconv"
	"strings"
)

// Int returns a whole number: "1 234 567" with the language's marks.
func (l *Language) Int(n int) string {
	return l.number(strconv.Itoa(n))
}

// Decimal returns a number with that many decimals: "1 234,50". With digits below
// 0 it has as many as it needs. Half is rounded away from zero, as readers do who
// check: 2.5 becomes 3. What is not a number gives "NaN" or "Inf".
func (l *Language) Decimal(x float64, digits int) string {
	return l.number(decimal(x, digits))
}

// Percent returns a number of hundredths with that many decimals and the sign
// around it: Percent(12.5, 1) is "12,5 %".
func (l *Language) Percent(x float64, digits int) string {
	return fill(l.Numbers.Percent, "n", l.Decimal(x, digits))
}

// number gives a number in Go's notation the language's marks.
func (l *Language) number(s string) string {
	s, negative := strings.CutPrefix(s, "-")
	whole, fraction, decimals := strings.Cut(s, ".")
	grouped := len(whole) >= 3+max(1, l.Numbers.MinGrouping) && whole[0] >= '0' && whole[0] <= '9'
	if !negative && !grouped && !decimals {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + len(whole) + len(l.Numbers.Minus) + len(l.Numbers.Decimal))
	if negative {
		b.WriteString(l.Numbers.Minus)
	}
	for i := range len(whole) {
		if left := len(whole) - i; grouped && i > 0 && left%3 == 0 {
			b.WriteString(l.Numbers.Group)
		}
		b.WriteByte(whole[i])
	}
	if decimals {
		b.WriteString(l.Numbers.Decimal)
		b.WriteString(fraction)
	}
	return b.String()
}

// decimal writes x in plain digits. It rounds the shortest decimal text of x and
// not its binary value, so that 1.005 with two digits is 1.01 as on paper.
func decimal(x float64, digits int) string {
	if math.IsNaN(x) {
		return "NaN"
	}
	if math.IsInf(x, 0) {
		return strings.TrimPrefix(strconv.FormatFloat(x, 'f', -1, 64), "+")
	}
	s := strconv.FormatFloat(math.Abs(x), 'f', -1, 64)
	if digits >= 0 {
		s = roundHalfUp(s, digits)
	}
	if x < 0 && strings.Trim(s, "0.") != "" {
		return "-" + s
	}
	return s
}

// roundHalfUp rounds or pads a positive number in plain digits.
func roundHalfUp(s string, digits int) string {
	whole, fraction, _ := strings.Cut(s, ".")
	if len(fraction) == digits {
		return s // as most are, without a copy
	}
	up := len(fraction) > digits && fraction[digits] >= '5'
	fraction = fraction[:min(len(fraction), digits)]
	fraction += strings.Repeat("0", digits-len(fraction))
	all := []byte(whole + fraction)
	for i := len(all) - 1; up && i >= 0; i-- {
		if up = all[i] == '9'; up {
			all[i] = '0'
		} else {
			all[i]++
		}
	}
	if up {
		all = append([]byte{'1'}, all...)
	}
	if digits == 0 {
		return string(all)
	}
	point := len(all) - digits
	return string(all[:point]) + "." + string(all[point:])
}
