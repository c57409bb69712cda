package query

import "testing"

func TestValues(t *testing.T)     { golden(t, "values.txt", answerOf(newVillage(t))) }
func TestArithmetic(t *testing.T) { golden(t, "arithmetic.txt", answerOf(newVillage(t))) }
func TestErrors(t *testing.T)     { golden(t, "errors.txt", answerOf(newVillage(t))) }
func TestRefused(t *testing.T)    { golden(t, "refused.txt", answerOf(newVillage(t))) }
