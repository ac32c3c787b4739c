/** The launcher's own sheet. Constructed where browsers can; else a style element under the nonce of our script tag. */
export function applyStyles(root: ShadowRoot, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.nonce = nonce
    style.textContent = CSS
    root.append(style)
  }
}

const CSS = `
*{box-sizing:border-box;margin:0}
[hidden],b:empty,.badge:empty{display:none!important}
.all{position:fixed;z-index:2147483000;bottom:calc(var(--y) + env(safe-area-inset-bottom,0px));right:var(--x);
font:15px/1.5 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#2a2523;text-align:left}
.left .all{right:auto;left:var(--x)}
button{font:inherit;color:inherit;border:0;background:none;padding:0;cursor:pointer;-webkit-tap-highlight-color:transparent}
button:focus-visible{outline:3px solid var(--solid);outline-offset:3px}
.launch{position:relative;display:flex;align-items:center;justify-content:center;float:right;min-width:58px;height:58px;padding:0 16px;border-radius:29px;background:var(--solid);color:var(--on);
box-shadow:0 1px 2px rgba(40,20,15,.16),0 8px 28px rgba(40,20,15,.22);transition:transform .14s ease}
.left .launch{float:left}
.launch:hover{transform:translateY(-2px)}
.launch b{font-weight:600;margin:0 6px 0 9px;white-space:nowrap}
svg{flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.launch .talk{fill:currentColor;stroke-width:1.6}
.open .talk,.open .launch b,.launch .fold{display:none}.open .launch .fold{display:block}
.badge{position:absolute;top:-3px;right:-3px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#d92d3a;color:#fff;font-size:12px;font-weight:600;line-height:22px;text-align:center;box-shadow:0 0 0 2px #fff}
.left .badge{right:auto;left:-3px}
.word{position:absolute;bottom:74px;right:0;width:300px;max-width:calc(100vw - 2*var(--x));padding:14px 40px 14px 14px;border-radius:18px;background:#fff;box-shadow:0 0 0 1px rgba(40,20,15,.05),0 12px 40px rgba(40,20,15,.18);animation:rise .14s ease}
.word .go{display:flex;align-items:flex-start;width:100%;text-align:left}
.word .go:after{content:"";position:absolute;top:0;right:0;bottom:0;left:0;border-radius:18px}
.face{flex:none;width:36px;height:36px;margin-right:11px;border-radius:18px;object-fit:cover;background:var(--solid);color:var(--on);font-weight:600;line-height:36px;text-align:center;overflow:hidden}
.said{min-width:0}
.said small{display:block;font-size:12.5px;color:#756b66}
.said span{display:-webkit-box;-webkit-line-clamp:3;-webkit-box-orient:vertical;overflow:hidden;overflow-wrap:anywhere}
.shut{position:absolute;z-index:1;top:2px;right:2px;width:44px;height:44px;border-radius:22px;color:#756b66;display:flex;align-items:center;justify-content:center}
.panel{position:absolute;bottom:74px;right:0;width:400px;height:calc(100vh - 110px - var(--y));max-height:700px;max-width:calc(100vw - 2*var(--x));border-radius:22px;overflow:hidden;background:var(--paper);transform-origin:bottom right;
box-shadow:0 0 0 1px rgba(40,20,15,.06),0 4px 12px rgba(40,20,15,.06),0 24px 72px rgba(40,20,15,.24);animation:rise .15s ease}
.left .word,.left .panel{right:auto;left:0;transform-origin:bottom left}
.panel iframe{display:block;position:absolute;top:0;left:0;width:100%;height:100%;border:0;color-scheme:normal}
.panel:before{content:"";position:absolute;top:50%;left:50%;width:26px;height:26px;margin:-13px;border-radius:50%;border:2.5px solid var(--solid);border-right-color:transparent;animation:turn .8s linear infinite}
.panel.there:before{display:none}
.phone.open .all{top:var(--top,0);left:0;right:0;bottom:auto;height:100vh;height:100dvh;height:var(--height,100dvh)}
.phone .panel{bottom:auto;top:0;left:0;right:0;width:100%;max-width:none;height:100%;max-height:none;border-radius:0;box-shadow:none}
.phone.open .launch{display:none}
.phone .launch{min-width:54px;height:54px}
.news{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@keyframes rise{from{opacity:0;transform:translateY(10px) scale(.985)}}
@keyframes turn{to{transform:rotate(1turn)}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
.dark .word{background:#2b2928;color:#f3eeeb}.dark .panel,.dark .word{box-shadow:0 0 0 1px rgba(255,255,255,.1),0 24px 72px rgba(0,0,0,.5)}.dark .said small,.dark .shut{color:#b3a8a2}
`
