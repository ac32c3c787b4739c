import {
  article,
  coupon,
  image,
  link,
  menu,
  miniProgram,
  music,
  news,
  type Shapes,
  text,
  video,
  voice,
} from './shapes.ts'

/** What followers of a public account can be sent. */
export const officialShapes: Shapes = {
  text,
  image,
  voice,
  video,
  music,
  news,
  mpnews: image,
  mpnewsarticle: article,
  msgmenu: menu,
  wxcard: coupon,
  miniprogrampage: miniProgram,
}

/** What customers of a mini program can be sent. */
export const miniShapes: Shapes = { text, image, link, miniprogrampage: miniProgram }
