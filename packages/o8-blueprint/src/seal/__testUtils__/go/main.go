// Opens what was sealed, with nothing but Go's own cryptography, which is what the
// controller of Sealed Secrets opens with.
package main

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
)

type job struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Text  string `json:"text"`
}

func open(j job) ([]byte, error) {
	block, _ := pem.Decode([]byte(j.Key))
	if block == nil {
		return nil, errors.New("no key")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, errors.New("no RSA key")
	}
	sealed, err := base64.StdEncoding.DecodeString(j.Text)
	if err != nil || len(sealed) < 2 {
		return nil, errors.New("no ciphertext")
	}
	end := 2 + int(binary.BigEndian.Uint16(sealed))
	if len(sealed) < end {
		return nil, errors.New("too short")
	}
	session, err := rsa.DecryptOAEP(sha256.New(), nil, key, sealed[2:end], []byte(j.Label))
	if err != nil {
		return nil, err
	}
	aesBlock, err := aes.NewCipher(session)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(aesBlock)
	if err != nil {
		return nil, err
	}
	return gcm.Open(nil, make([]byte, gcm.NonceSize()), sealed[end:], nil)
}

func main() {
	var jobs []job
	if err := json.NewDecoder(os.Stdin).Decode(&jobs); err != nil {
		panic(err)
	}
	opened := []*string{}
	for _, j := range jobs {
		value, err := open(j)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			opened = append(opened, nil)
			continue
		}
		text := base64.StdEncoding.EncodeToString(value)
		opened = append(opened, &text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(opened); err != nil {
		panic(err)
	}
}
