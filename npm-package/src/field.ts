// In: nothing. Out: the types of the fields a document can release, as profile §7 and §10 name and spell them.

/** The values of the released fields. A field that was not released is absent. */
export interface Fields extends Claim169Fields {
  nik: string;
  nama: string;
  /** `YYYY-MM-DD` */
  tanggal_lahir: string;
  /** `LAINNYA` in a Claim 169 code only. */
  jenis_kelamin: 'LAKI-LAKI' | 'PEREMPUAN' | 'LAINNYA';
  /** ISO 3166 alpha-3; in a Claim 169 code also alpha-2. */
  kewarganegaraan: string;
  foto: { readonly type: 'image/jpeg' | 'image/avif' | 'image/webp' | 'image/jp2'; readonly base64: string };
  tempat_lahir: string;
  golongan_darah: string;
  alamat: { readonly alamat: string; readonly rt_rw: string; readonly kel_desa: string; readonly kecamatan: string };
  wilayah: { readonly kab_kota: string; readonly provinsi: string };
  agama: string;
  pekerjaan: string;
  status_perkawinan: string;
  /** `SEUMUR HIDUP` or `YYYY-MM-DD` */
  berlaku_hingga: string;
  /** Has reached the age of 17. */
  usia_17: boolean;
  /** Has reached the age of 18. */
  usia_18: boolean;
  /** Has reached the age of 21. */
  usia_21: boolean;
  nomor_kk: string;
  kepala_keluarga: string;
  /** To the head of the family. */
  hubungan: string;
  pendidikan: string;
  /** `YYYY-MM-DD` */
  tanggal_perkawinan: string;
  nama_ayah: string;
  nama_ibu: string;
  /** 15 or 16 digits */
  nomor_npwp: string;
  npwp_aktif: boolean;
  kantor_pajak: string;
  /** `YYYY-MM-DD` */
  tanggal_terdaftar: string;
  nomor_bpjs: string;
  bpjs_aktif: boolean;
  kelas_rawat: string;
  faskes: string;
  nomor_polisi: string;
  merek: string;
  tipe: string;
  /** 4 digits */
  tahun_pembuatan: string;
  warna: string;
  nomor_rangka: string;
  nomor_mesin: string;
  /** `YYYY-MM-DD` */
  stnk_berlaku: string;
  asn_aktif: boolean;
  nip: string;
  instansi: string;
  jabatan: string;
  golongan_ruang: string;
  penyakit: string;
  merek_vaksin: string;
  /** 1 or 2 digits */
  dosis: string;
  /** `YYYY-MM-DD` */
  tanggal_vaksin: string;
  terdaftar_pemilih: boolean;
  tps: string;
  nomor_akta_lahir: string;
  disabilitas: string;
  nomor_akta_perkawinan: string;
  nomor_akta_perceraian: string;
  /** `YYYY-MM-DD` */
  tanggal_perceraian: string;
}

/** A recording of a part of the body. What Claim 169 has no word for is a number. */
export interface Biometric {
  readonly format?: 'image' | 'template' | 'sound' | 'bio_hash' | number;
  readonly subFormat?: string | number;
  readonly issuer?: string;
  readonly base64: string;
}

type BodyPart =
  | `${'ibu_jari' | 'telunjuk' | 'jari_tengah' | 'jari_manis' | 'kelingking' | 'iris' | 'telapak'}_${'kanan' | 'kiri'}`
  | 'wajah'
  | 'suara';

/** What only a Claim 169 code has. */
export interface Claim169Fields extends Record<BodyPart, readonly Biometric[]> {
  nomor_identitas: string;
  versi: string;
  /** ISO 639-3 */
  bahasa: string;
  nama_depan: string;
  nama_tengah: string;
  nama_belakang: string;
  /** Its lines are parted by a line feed. */
  alamat_lengkap: string;
  email: string;
  telepon: string;
  wali: string;
  /** 0 unknown, 1 to 5 right thumb to little finger, 6 to 10 the left ones. */
  jari_terbaik: readonly number[];
  nama_bahasa_kedua: string;
  /** ISO 639-3 */
  bahasa_kedua: string;
  kode_lokasi: string;
  status_hukum: string;
  negara_penerbit: string;
}

/** The name of a field. */
export type FieldName = keyof Fields;
