package lang

// Quantity is a number with a fixed number of decimals, as the argument of a
// message: 3 with one decimal is shown as "3,0" and chooses its plural as such.
type Quantity struct {
	Value    float64
	Decimals int
}

// Counted is a quantity as a message shows it, and the category that it chooses.
func (l *Language) Counted(q Quantity) (text, category string) {
	digits := decimal(q.Value, q.Decimals)
	return l.number(digits), l.PluralOf(digits)
}
