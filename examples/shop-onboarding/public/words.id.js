// The shop's own words in Indonesian. The keys equal words.en.js.

export const words = {
  'page.title': 'Toko Contoh',
  'page.language': 'English',
  'goods.title': 'Bayangan di Kota Tua',
  'goods.text': 'Gim petualangan, klasifikasi 18+. Cukup tunjukkan bahwa usia Anda sudah 18: toko tidak perlu tahu siapa Anda atau kapan Anda lahir.',
  'gate.manual': 'Kurir yang memeriksa usia',
  'age.shown': 'Usia cukup. Toko hanya menerima satu jawaban ya.',
  'age.too_young': 'Barang ini hanya untuk 18 tahun ke atas.',
  'age.next': 'Lanjut ke pengiriman',
  'delivery.title': 'Ke mana kami mengirim?',
  'form.title': 'Isi alamat sendiri',
  'form.street': 'Jalan, nomor, RT/RW, kelurahan, kecamatan',
  'form.send': 'Pesan',
  'form.error': 'Pesanan belum terkirim. Coba sekali lagi.',
  'order.title': 'Pesanan {number} diterima',
  'order.age.shown': 'Usia sudah ditunjukkan.',
  'order.age.at_the_door': 'Kurir akan memeriksa usia Anda di depan pintu.',
  'order.customer.guest': 'Anda memesan sebagai tamu; toko tidak mengenali Anda lagi.',
  'order.customer.new': 'Nomor pelanggan Anda dibuat. Toko tidak menyimpan NIK.',
  'order.customer.known': 'Selamat datang kembali: ini pesanan ke-{orders}. Toko mengenali nomor pelanggan, bukan NIK.',
  'foot.text': 'Toko Contoh adalah contoh dengan data uji. Bukan layanan resmi atau layanan Dukcapil.',
};
