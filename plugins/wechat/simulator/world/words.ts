/** What the provider itself writes on the phone, and what it holds of a clinic in a rehearsal. Its language is Chinese. */
export const words = {
  patient: '王女士',
  broken: '该公众号提供的服务出现故障，请稍后再试',
  brokenKefu: '对方暂时无法收到消息，请稍后再试',
  official: '悦颜医疗美容',
  mini: '悦颜预约',
  kefu: '悦颜在线客服',
  place: { label: '上海市静安区南京西路1266号恒隆广场', name: '恒隆广场' },
  industry: { first: '医疗护理', second: '医药医疗' },
}
