/** A notice in words that the platform has approved; `{{key.DATA}}` is where values go. */
export type Template = { id: string; title: string; content: string; example: string; subscribed?: true }

/** What a clinic of aesthetic medicine would have chosen from the platform's library. */
export const templates: Template[] = [
  {
    id: 'kXh2Zq8NwB3uJt6VfRy1LmPo0SaDcEgHiYjTnUbWxQ4',
    title: '预约成功通知',
    content:
      '预约项目:{{thing2.DATA}}\n预约时间:{{time3.DATA}}\n预约门店:{{thing5.DATA}}\n预约人:{{name1.DATA}}\n预约单号:{{character_string8.DATA}}\n',
    example:
      '预约项目:光子嫩肤\n预约时间:2026-03-08 14:30\n预约门店:静安店\n预约人:王女士\n预约单号:YY20260308001\n',
  },
  {
    id: 'pT9mRc4WdYs7KzHa5GvLnXe1BqJu3FoIi8ZtVyNwS6E',
    title: '就诊提醒',
    content:
      '就诊时间:{{time1.DATA}}\n就诊医生:{{name2.DATA}}\n就诊地点:{{thing3.DATA}}\n温馨提示:{{thing4.DATA}}\n',
    example:
      '就诊时间:2026年3月8日 14:30\n就诊医生:陈医生\n就诊地点:二楼皮肤科\n温馨提示:请提前10分钟到店，素颜前来\n',
  },
  {
    id: 'aQ3vFb7XgMk1TeUz6RwNs9CdHy4LpJo2IiKxVtYuB0W',
    title: '术后回访提醒',
    content:
      '治疗项目:{{thing1.DATA}}\n治疗日期:{{date2.DATA}}\n复查时间:{{time3.DATA}}\n联系电话:{{phone_number4.DATA}}\n当前状态:{{phrase5.DATA}}\n',
    example:
      '治疗项目:双眼皮术\n治疗日期:2026-03-01\n复查时间:2026-03-08 10:00\n联系电话:021-62880000\n当前状态:待复查\n',
  },
  {
    id: 'eL5wPn8YhQd2ScVx7TbRk0FgJz3MuAo1IiGyXtNvC4U',
    title: '付款成功通知',
    content: '项目名称:{{thing1.DATA}}\n付款金额:{{amount2.DATA}}\n付款时间:{{time3.DATA}}\n',
    example: '项目名称:水光针三次卡\n付款金额:¥2980.00\n付款时间:2026-03-08 15:20\n',
  },
  {
    id: 'nW6yHd1ZsBt4VuKc9JgLp2RxQe7FaMo3IiTkXvUbY5S',
    title: '预约时间变更提醒',
    content: '预约项目:{{thing1.DATA}}\n新的时间:{{time2.DATA}}\n变更原因:{{thing3.DATA}}\n',
    example: '预约项目:激光祛斑\n新的时间:2026-03-10 11:00\n变更原因:医生临时会诊\n',
    subscribed: true,
  },
]

/** What must be filled in, in the order of the words. */
export function keysOf({ content }: Template): string[] {
  return [...content.matchAll(/\{\{(\w+)\.DATA\}\}/g)].map(([, key = '']) => key)
}
