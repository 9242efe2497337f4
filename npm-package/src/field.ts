// In: nothing. Out: the types of the fields a document can release, as profile §7 and §10 name and spell them.

/** The values of the released fields. A field that was not released is absent. */
export interface Fields {
  nik: string;
  nama: string;
  /** `YYYY-MM-DD` */
  tanggal_lahir: string;
  jenis_kelamin: 'LAKI-LAKI' | 'PEREMPUAN';
  /** ISO 3166 alpha-3 */
  kewarganegaraan: string;
  foto: { readonly type: 'image/jpeg' | 'image/avif' | 'image/webp'; readonly base64: string };
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

/** The name of a field. */
export type FieldName = keyof Fields;
