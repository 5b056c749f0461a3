package source

import (
	"errors"
	"math"
	"strconv"

	"go.yaml.in/yaml/v4"
)

// Number is a decimal number that knows where it stands. Its zero value is no
// number: 0 that was written has a Mark.
type Number struct {
	Value    float64
	Decimals int // digits after the point, as written
	Mark     Mark
}

// Known reports whether there is a number.
func (n Number) Known() bool { return n.Mark != Mark{} }

// UnmarshalYAML takes a number in decimal digits: 12, -0.5, but no exponent, no
// 0x1f, no .nan and no 1_000, of which none is written by hand on purpose.
func (n *Number) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.ScalarNode {
		return errors.New("expected a number")
	}
	value, decimals, err := parseNumber(node.Value)
	*n = Number{value, decimals, Mark{node.Line, node.Column}}
	return err
}

func parseNumber(s string) (value float64, decimals int, err error) {
	point, digits := -1, 0
	for i, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' && point < 0 && digits > 0:
			point = i
		case c == '-' && i == 0:
		default:
			return 0, 0, errors.New("expected a number such as 1250 or 12.5, without spaces or separators of thousands")
		}
	}
	if point >= 0 {
		decimals = len(s) - point - 1
	}
	value, err = strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(value, 0) || point == len(s)-1 {
		return 0, 0, errors.New("expected a number such as 1250 or 12.5")
	}
	return value, decimals, nil
}
