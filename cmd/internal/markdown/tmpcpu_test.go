package markdown
import ("testing";"syscall";"fmt";"os";"path/filepath";"bytes";"github.com/yuin/goldmark/text")
func cpu() int64 { var u syscall.Rusage; syscall.Getrusage(syscall.RUSAGE_SELF,&u); return u.Utime.Nano()+u.Stime.Nano() }
func TestCPU(t *testing.T){
 r:=New(french); in:=articleInput(); var buf []byte
 doc:=r.parsers.text(in.Source); r2:=New(Options{Labels:french.Labels})
 m:=func(name string, n int, f func()){ f(); best:=int64(1<<60); for k:=0;k<8;k++{ s:=cpu(); for i:=0;i<n;i++{f()}; if d:=(cpu()-s)/int64(n);d<best{best=d} }; fmt.Printf("%s %.1f µs CPU\n",name,float64(best)/1000)}
 w:=func(r *Renderer) func(){return func(){ t := r.states.Get().(*rendering); t.start(buf[:0], in); t.blocks(doc); buf = r.finish(t).HTML}}
 m("render",3000,func(){buf=r.Render(buf[:0],in).HTML})
 m("parse",3000,func(){r.parsers.text(in.Source)})
 m("parse+linkify",3000,func(){r.parsers.texts[1].Parse(text.NewReader(in.Source))})
 m("write",10000,w(r)); m("write plain",10000,w(r2))
 m("refs",10000,func(){References(in.Source)})
 m("inline",10000,func(){r.Inline([]byte("L'équipe du bassin répond à *toutes* les questions !"),nil)})
 files,_:=filepath.Glob("/tmp/c/content/*/articles/*.md"); var ins []Input; tot:=0
 for _,f:=range files{ s,_:=os.ReadFile(f); s=s[bytes.Index(s,[]byte("\n---\n"))+5:]; tot+=len(s); i:=Input{Source:s,Links:map[string]Link{},Images:map[string]Image{}}; for _,x:=range References(s){i.Links[x]=Link{URL:x};i.Images[x]=Image{Src:x}}; ins=append(ins,i)}
 m(fmt.Sprintf("corpus (%d bytes mean) per %d texts",tot/len(ins),len(ins)),100,func(){for _,i:=range ins{buf=r.Render(buf[:0],i).HTML}})
}
