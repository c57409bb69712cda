package table

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// castGeopoint reads "lon, lat", or a JSON array or object of the two, as the format says.
// The published form is the same, without blanks but for the one that the standard's
// "lon, lat" has.
func (c *Caster) castGeopoint(text string) (string, *CastError) {
	lon, lat, ok := c.lonLat(text)
	if ok {
		lon, ok = coordinate(lon, "180")
	}
	if ok {
		lat, ok = coordinate(lat, "90")
	}
	if !ok {
		is := map[string]string{"array": "is not a point of the form [lon, lat]", "object": `is not a point of the form {"lon": …, "lat": …}`}[c.field.Format]
		if is == "" {
			is = `is not a point of the form "lon, lat"`
		}
		e := c.wrong(text, is)
		if len(e.Hints) == 0 && c.swapped(text) {
			e.hint("longitude comes first: Kupang is at 123.6, -10.2")
		}
		return "", e
	}
	switch c.field.Format {
	case "array":
		c.buf = append(append(append(append(append(c.buf[:0], '['), lon...), ','), lat...), ']')
	case "object":
		c.buf = append(append(append(append(append(c.buf[:0], `{"lon":`...), lon...), `,"lat":`...), lat...), '}')
	default:
		c.buf = append(append(append(c.buf[:0], lon...), ", "...), lat...)
	}
	return unsafeString(c.buf), nil
}

// lonLat takes a point apart.
func (c *Caster) lonLat(text string) (lon, lat string, ok bool) {
	var array []json.Number
	var object struct{ Lon, Lat *json.Number }
	switch c.field.Format {
	case "array":
		if json.Unmarshal([]byte(text), &array) != nil || len(array) != 2 {
			return "", "", false
		}
		return array[0].String(), array[1].String(), true
	case "object":
		dec := json.NewDecoder(strings.NewReader(text))
		dec.DisallowUnknownFields()
		if dec.Decode(&object) != nil || dec.More() || object.Lon == nil || object.Lat == nil {
			return "", "", false
		}
		return object.Lon.String(), object.Lat.String(), true
	}
	lon, lat, ok = strings.Cut(text, ",")
	return strings.TrimSpace(lon), strings.TrimSpace(lat), ok
}

// coordinate gives the canonical decimal of a coordinate within ± limit.
func coordinate(text, limit string) (string, bool) {
	v, err := (&Field{Type: Number}).Cast(text, nil)
	if err != nil || compareDecimals(v.Text, limit) > 0 || compareDecimals(v.Text, "-"+limit) < 0 {
		return "", false
	}
	return v.Text, v.Text != "NaN" && !strings.HasSuffix(v.Text, "INF")
}

// swapped says whether a text were a point with its two numbers exchanged.
func (c *Caster) swapped(text string) bool {
	lat, lon, ok := c.lonLat(text)
	if !ok {
		return false
	}
	_, okLon := coordinate(lon, "180")
	_, okLat := coordinate(lat, "90")
	return okLon && okLat
}

// castGeojson reads GeoJSON or TopoJSON, as far as to know that it is one.
func (c *Caster) castGeojson(text string) (string, *CastError) {
	topology := c.field.Format == "topojson"
	is := "is not GeoJSON"
	if topology {
		is = "is not TopoJSON"
	}
	var shape geoShape
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	if dec.Decode(&shape) != nil || !shape.holds(topology) {
		return "", c.wrong(text, is)
	}
	compact, ok := c.compact(text)
	if !ok {
		return "", c.wrong(text, is)
	}
	return compact, nil
}

// geoShape is as much of a GeoJSON object as tells whether it is one.
type geoShape struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
	Geometries  []geoShape      `json:"geometries"`
	Geometry    *geoShape       `json:"geometry"`
	Features    []geoShape      `json:"features"`
	Objects     json.RawMessage `json:"objects"`
	Arcs        json.RawMessage `json:"arcs"`
}

var geoDepths = map[string]int{"Point": 1, "MultiPoint": 2, "LineString": 2, "MultiLineString": 3, "Polygon": 3, "MultiPolygon": 4}

func (g *geoShape) holds(topology bool) bool {
	if topology {
		return g.Type == "Topology" && g.Objects != nil && g.Arcs != nil
	}
	switch g.Type {
	case "FeatureCollection":
		return g.Features != nil && !slices.ContainsFunc(g.Features, func(f geoShape) bool { return f.Type != "Feature" || !f.holds(false) })
	case "Feature":
		return g.Geometry == nil || g.Geometry.Type != "Feature" && g.Geometry.holds(false)
	case "GeometryCollection":
		return g.Geometries != nil && !slices.ContainsFunc(g.Geometries, func(s geoShape) bool { return !s.holds(false) })
	}
	depth, ok := geoDepths[g.Type]
	return ok && nested(g.Coordinates, depth)
}

// nested says whether JSON is arrays of arrays, so deep, with two numbers or more inside.
func nested(raw json.RawMessage, depth int) bool {
	if depth == 1 {
		var position []json.Number
		return json.Unmarshal(raw, &position) == nil && len(position) >= 2
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil || list == nil {
		return false
	}
	return !slices.ContainsFunc(list, func(item json.RawMessage) bool { return !nested(item, depth-1) })
}
