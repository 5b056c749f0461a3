package lang

import (
	"math"
	"testing"
)

func TestNumbers(t *testing.T) {
	all := languages(t)
	fr, nl, en := all["fr"], all["nl"], all["en"]
	for _, test := range []struct{ got, want string }{
		{fr.Int(0), "0"}, {fr.Int(999), "999"}, {fr.Int(1000), "1\u202F000"}, {fr.Int(-1234567), "\u22121\u202F234\u202F567"},
		{nl.Int(1249597), "1.249.597"}, {en.Int(1249597), "1,249,597"},
		{en.Int(math.MinInt64), "\u22129,223,372,036,854,775,808"},
		{fr.Decimal(1234.5, 2), "1\u202F234,50"}, {nl.Decimal(1234.5, 2), "1.234,50"}, {en.Decimal(1234.5, 2), "1,234.50"},
		{en.Decimal(2.5, 0), "3"}, {en.Decimal(-2.5, 0), "\u22123"}, {en.Decimal(1.005, 2), "1.01"}, {en.Decimal(999.999, 2), "1,000.00"},
		{en.Decimal(0.04, 1), "0.0"}, {en.Decimal(-0.04, 1), "0.0"}, {en.Decimal(0.05, 1), "0.1"},
		{en.Decimal(1234.125, -1), "1,234.125"}, {en.Decimal(1e21, 0), "1,000,000,000,000,000,000,000"},
		{en.Decimal(math.NaN(), 2), "NaN"}, {en.Decimal(math.Inf(-1), 2), "\u2212Inf"},
		{fr.Percent(12.5, 1), "12,5\u00A0%"}, {nl.Percent(12.5, 1), "12,5%"}, {en.Percent(100, 0), "100%"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}
