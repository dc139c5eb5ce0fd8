// Expands Go templates as Helm and the ApplicationSet controller do, with those of their
// functions that our templates use. Only what Go has itself: no test downloads anything.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/template"
)

type job struct {
	Template string            `json:"template"`
	Data     map[string]any    `json:"data"`
	Files    map[string]string `json:"files"`
	// Whether a field that is not there is an error, as `missingkey=error` says.
	Strict bool `json:"strict"`
}

type files map[string]string

func (f files) Get(name string) string { return f[name] }

func toJSON(value any) (string, error) {
	text, err := json.Marshal(value)
	return string(text), err
}

func fromJSON(text string) (map[string]any, error) {
	value := map[string]any{}
	err := json.Unmarshal([]byte(text), &value)
	return value, err
}

func dict(pairs ...any) map[string]any {
	result := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		result[pairs[i].(string)] = pairs[i+1]
	}
	return result
}

// What the first map does not have comes from the others; maps in maps likewise.
func merge(target map[string]any, others ...map[string]any) map[string]any {
	for _, other := range others {
		for key, value := range other {
			known, isThere := target[key]
			inner, isMap := known.(map[string]any)
			more, isOtherMap := value.(map[string]any)
			if !isThere {
				target[key] = value
			} else if isMap && isOtherMap {
				merge(inner, more)
			}
		}
	}
	return target
}

func get(values map[string]any, key string) any {
	if value, isThere := values[key]; isThere {
		return value
	}
	return ""
}

func hasKey(values map[string]any, key string) bool {
	_, isThere := values[key]
	return isThere
}

func expand(each job) (string, error) {
	root := template.New("template")
	root.Funcs(template.FuncMap{
		"toJson": toJSON, "fromJson": fromJSON, "dict": dict, "merge": merge,
		"get": get, "hasKey": hasKey,
		"trimPrefix": func(prefix, text string) string { return strings.TrimPrefix(text, prefix) },
		"fail":       func(message string) (string, error) { return "", errors.New(message) },
		"include": func(name string, data any) (string, error) {
			var out strings.Builder
			err := root.ExecuteTemplate(&out, name, data)
			return out.String(), err
		},
	})
	if each.Strict {
		root.Option("missingkey=error")
	}
	if _, err := root.Parse(each.Template); err != nil {
		return "", err
	}
	if each.Files != nil {
		each.Data["Files"] = files(each.Files)
	}
	var out strings.Builder
	err := root.Execute(&out, each.Data)
	return out.String(), err
}

func main() {
	var jobs []job
	if err := json.NewDecoder(os.Stdin).Decode(&jobs); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	texts := []string{}
	for _, each := range jobs {
		text, err := expand(each)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		texts = append(texts, text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(texts); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
