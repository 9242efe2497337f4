// The shop's own words in English. The keys equal words.id.js.

export const words = {
  'page.title': 'Toko Contoh',
  'page.language': 'Bahasa Indonesia',
  'goods.title': 'Shadows of the Old Town',
  'goods.text': 'An adventure game, rated 18+. Just show that you are 18: the shop need not know who you are or when you were born.',
  'gate.manual': 'Let the courier check the age',
  'age.shown': 'Old enough. The shop got one yes, and nothing else.',
  'age.too_young': 'This article is for ages 18 and over.',
  'age.next': 'Go on to the delivery',
  'delivery.title': 'Where shall we send it?',
  'form.title': 'Type the address yourself',
  'form.street': 'Street, number, RT/RW, village, district',
  'form.send': 'Order',
  'form.error': 'The order was not sent. Try once more.',
  'order.title': 'Order {number} received',
  'order.age.shown': 'The age has been shown.',
  'order.age.at_the_door': 'The courier will check your age at the door.',
  'order.customer.guest': 'You ordered as a guest; the shop will not know you again.',
  'order.customer.new': 'Your customer number was made. The shop keeps no NIK.',
  'order.customer.known': 'Welcome back: this is order {orders} of yours. The shop knows the customer number, not the NIK.',
  'foot.text': 'Toko Contoh is an example with test data. Not an official service, and none of Dukcapil.',
};
