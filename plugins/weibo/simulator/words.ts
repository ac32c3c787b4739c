/** What this Weibo and its people say by themselves. They are in China, whoever rehearses. */
export const words = {
  account: '悦颜医疗美容',
  post: '夏日护肤小贴士：做完光电项目，记得补水和防晒。有问题欢迎在评论里问我们。',
  patient: '爱美的小安',
  user: '用户',
  picture: '发了一张图片',
  voice: '发了一个语音消息',
  place: '我在这里: ',
  follow: '关注事件消息',
  unfollow: '取消关注事件消息',
  scan: '扫描二维码',
  menu: '自定义菜单',
  noted: { follow: '已关注', unfollow: '已取消关注', scan: '扫描了二维码' },
  answer: '回复@',
}
